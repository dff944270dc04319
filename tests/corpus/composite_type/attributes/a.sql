-- Attributes appended, dropped from the end, change type and collation.

CREATE TYPE c AS (a integer, b text, gone text);
CREATE TYPE d AS (a text, b text COLLATE "C");
