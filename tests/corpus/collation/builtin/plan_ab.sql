ALTER COLLATION public.c RENAME TO c__schemasync_old;
CREATE COLLATION public.c (provider = builtin, locale = 'C');
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c USING a;
CREATE COLLATION public.u (provider = builtin, locale = 'C.UTF-8');
DROP COLLATION public.c__schemasync_old;
ALTER TABLE public.t ADD COLUMN b text COLLATE public.u;
