-- rows: public.t
CREATE TYPE colour AS ENUM ('green', 'red', 'blue');
CREATE TABLE t (id integer, c colour DEFAULT 'red');
INSERT INTO t VALUES (1, 'red'), (2, 'green');
