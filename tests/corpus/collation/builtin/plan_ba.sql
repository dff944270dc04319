ALTER TABLE public.t DROP COLUMN b;
ALTER COLLATION public.c RENAME TO c__schemasync_old;
DROP COLLATION public.u;
CREATE COLLATION public.c (provider = libc, locale = 'C');
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c USING a;
DROP COLLATION public.c__schemasync_old;
