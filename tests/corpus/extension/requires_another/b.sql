-- requires: extension cube
-- requires: extension earthdistance
CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE TABLE place (id integer, at earth);
CREATE INDEX place_at ON place USING gist (at);
