-- rows: public.t
CREATE TABLE t (id integer, x text) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
CREATE TABLE u (id integer, x text) WITH (toast.autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 10, toast_tuple_target = 4000, log_autovacuum_min_duration = 0, user_catalog_table = true, vacuum_truncate = false, vacuum_index_cleanup = 'off');
CREATE TABLE v (id integer, x text);
INSERT INTO t VALUES (1, 'x');
