-- rows: public.t
-- A type changes its kind while a column uses it.

CREATE DOMAIN k AS text CHECK (VALUE IN ('a', 'b', 'c'));
CREATE TABLE t (id integer, x k DEFAULT 'a' NOT NULL);
INSERT INTO t VALUES (1, 'a');
