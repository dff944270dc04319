-- requires: extension cube
-- requires: extension earthdistance
CREATE EXTENSION cube;
