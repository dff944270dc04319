-- rows: public.t
CREATE TABLE t (id integer NOT NULL, k integer NOT NULL, CONSTRAINT t_pkey PRIMARY KEY (k, id));
CREATE TABLE u (id integer CONSTRAINT "u's key" PRIMARY KEY);
CREATE TABLE w (id integer);
INSERT INTO t VALUES (1, 1), (2, 2);
