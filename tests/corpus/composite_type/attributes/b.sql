-- Attributes appended, dropped from the end, change type and collation.

CREATE TYPE c AS (a bigint, b text, added date, more text[]);
CREATE TYPE d AS (a text COLLATE "C", b character varying(20));
