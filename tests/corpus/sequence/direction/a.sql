-- Ascending becomes descending: the defaults of both bounds change.

CREATE SEQUENCE s;
