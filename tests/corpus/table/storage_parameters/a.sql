-- rows: public.t
CREATE TABLE t (id integer, x text) WITH (fillfactor = 70, autovacuum_enabled = false);
CREATE TABLE u (id integer, x text);
CREATE TABLE v (id integer, x text) WITH (fillfactor = 50, parallel_workers = 2, toast.autovacuum_enabled = false);
INSERT INTO t VALUES (1, 'x');
