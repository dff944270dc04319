-- rows: public.t
-- A type changes its kind while a column uses it.

CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (id integer, x k DEFAULT 'a' NOT NULL);
INSERT INTO t VALUES (1, 'a');
