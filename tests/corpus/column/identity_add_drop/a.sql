-- rows: public.t
CREATE TABLE t (id integer PRIMARY KEY, a integer GENERATED ALWAYS AS IDENTITY, b integer NOT NULL);
INSERT INTO t (id, b) VALUES (1, 1), (2, 2);
