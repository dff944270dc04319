-- rows: public.t
CREATE TABLE t (id integer PRIMARY KEY, gone text, gone_too integer DEFAULT 4, x text);
INSERT INTO t VALUES (1, 'a', 2, 'x'), (2, 'b', 3, 'y');
