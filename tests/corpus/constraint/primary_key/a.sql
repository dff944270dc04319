-- rows: public.t
CREATE TABLE t (id integer, k integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (id));
CREATE TABLE u (id integer NOT NULL);
CREATE TABLE w (id integer PRIMARY KEY);
INSERT INTO t VALUES (1, 1), (2, 2);
