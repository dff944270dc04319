SET search_path = '';
DROP VIEW public.v;
DROP INDEX public.i;
DROP DOMAIN public.d;
ALTER COLLATION public.c RENAME TO c__schemasync_old;
CREATE COLLATION public.c (provider = libc, locale = 'C');
CREATE DOMAIN public.d AS text COLLATE public.c;
COMMENT ON COLLATION public.c IS 'kept';
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c USING a;
DROP COLLATION public.c__schemasync_old;
CREATE INDEX i ON public.t USING btree (a);
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t
  WHERE (a < ('x'::text COLLATE public.c));
RESET search_path;
