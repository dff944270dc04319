ALTER TABLE public.t RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
ALTER TABLE public.t SET (autovacuum_enabled=false, fillfactor=70);
ALTER TABLE public.u RESET (log_autovacuum_min_duration, toast.autovacuum_enabled, toast.autovacuum_vacuum_threshold, toast_tuple_target, user_catalog_table, vacuum_index_cleanup, vacuum_truncate);
ALTER TABLE public.v SET (fillfactor=50, parallel_workers=2, toast.autovacuum_enabled=false);
