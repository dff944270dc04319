SET check_function_bodies = off;
DROP FUNCTION public.f(public.sub);
DROP TYPE public.coll;
ALTER FUNCTION public.dif(integer,integer) RENAME TO dif__schemasync_old;
ALTER FUNCTION public.dif(integer,integer,text) RENAME TO dif__schemasync_old;
ALTER FUNCTION public.dif_multirange() RENAME TO dif__schemasync_old;
ALTER TYPE public.dif RENAME TO dif__schemasync_old;
ALTER TYPE public.dif_multirange RENAME TO dif_multirange__schemasync_old;
DROP TYPE public.multi;
ALTER FUNCTION public.sub(integer,integer) RENAME TO sub__schemasync_old;
ALTER FUNCTION public.sub(integer,integer,text) RENAME TO sub__schemasync_old;
ALTER FUNCTION public.sub_multirange() RENAME TO sub__schemasync_old;
ALTER TYPE public.sub RENAME TO sub__schemasync_old;
ALTER TYPE public.sub_multirange RENAME TO sub_multirange__schemasync_old;
CREATE TYPE public.coll AS RANGE (subtype = text, collation = pg_catalog."POSIX", multirange_type_name = public.coll_multirange);
CREATE TYPE public.dif AS RANGE (subtype = integer, subtype_diff = public.diff, multirange_type_name = public.dif_multirange);
ALTER TABLE public.t ALTER COLUMN b TYPE public.dif[] USING b::text[]::public.dif[];
CREATE TYPE public.multi AS RANGE (subtype = integer, multirange_type_name = public.multi_new);
CREATE TYPE public.sub AS RANGE (subtype = bigint, multirange_type_name = public.sub_multirange);
ALTER TABLE public.t ALTER COLUMN a TYPE public.sub USING a::text::public.sub;
DROP TYPE public.dif__schemasync_old;
DROP TYPE public.sub__schemasync_old;
CREATE OR REPLACE FUNCTION public.f(x public.sub)
 RETURNS public.sub
 LANGUAGE sql
AS $function$SELECT x$function$;
RESET check_function_bodies;
