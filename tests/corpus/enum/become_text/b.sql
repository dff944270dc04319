-- rows: public.t
-- A column leaves the enum, the enum leaves the database.

CREATE TABLE t (id integer, c text DEFAULT 'red' NOT NULL, CONSTRAINT only_red CHECK (c = 'red'));
CREATE INDEX t_c ON t (c) WHERE c = 'red';
INSERT INTO t VALUES (1, 'red');
