-- A range in a row that a column of another table stores.
-- keeps: SELECT (r).s::text FROM public.log ORDER BY 1

CREATE TYPE span AS RANGE (SUBTYPE = bigint);
CREATE TABLE t (id integer, s span);
CREATE TABLE log (r t);
INSERT INTO log VALUES (ROW(1, '[1,3)'));
