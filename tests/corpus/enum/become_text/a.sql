-- rows: public.t
-- A column leaves the enum, the enum leaves the database.

CREATE TYPE color AS ENUM ('red', 'green');
CREATE TABLE t (id integer, c color DEFAULT 'red' NOT NULL, CONSTRAINT only_red CHECK (c = 'red'));
CREATE INDEX t_c ON t (c) WHERE c = 'red';
INSERT INTO t VALUES (1, 'red');
