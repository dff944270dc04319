ALTER TABLE public.t RESET (autovacuum_enabled);
ALTER TABLE public.t SET (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000, fillfactor=80);
ALTER TABLE public.u SET (log_autovacuum_min_duration=0, toast.autovacuum_enabled=false, toast.autovacuum_vacuum_threshold=10, toast_tuple_target=4000, user_catalog_table=true, vacuum_index_cleanup=off, vacuum_truncate=false);
ALTER TABLE public.v RESET (fillfactor, parallel_workers, toast.autovacuum_enabled);
