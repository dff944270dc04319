-- rows: public.t
CREATE TYPE color AS ENUM ('red', 'green');
CREATE TABLE t (id integer, c color DEFAULT 'red');
INSERT INTO t VALUES (1, 'red'), (2, 'green');
