SET check_function_bodies = off;
DROP FUNCTION public.f(public.sub);
DROP TYPE public.coll;
CREATE TYPE public.dif__schemasync_old AS RANGE (subtype = integer, subtype_diff = public.diff, multirange_type_name = public.dif_multirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN b TYPE public.dif__schemasync_old[] USING b::text[]::public.dif__schemasync_old[];
DROP TYPE public.dif;
DROP TYPE public.multi;
CREATE TYPE public.sub__schemasync_old AS RANGE (subtype = bigint, multirange_type_name = public.sub_multirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN a TYPE public.sub__schemasync_old USING a::text::public.sub__schemasync_old;
DROP TYPE public.sub;
CREATE TYPE public.coll AS RANGE (subtype = text, collation = pg_catalog."C", multirange_type_name = public.coll_multirange);
CREATE TYPE public.dif AS RANGE (subtype = integer, multirange_type_name = public.dif_multirange);
ALTER TABLE public.t ALTER COLUMN b TYPE public.dif[] USING b::text[]::public.dif[];
CREATE TYPE public.multi AS RANGE (subtype = integer, multirange_type_name = public.multi_old);
CREATE TYPE public.sub AS RANGE (subtype = integer, multirange_type_name = public.sub_multirange);
ALTER TABLE public.t ALTER COLUMN a TYPE public.sub USING a::text::public.sub;
DROP TYPE public.dif__schemasync_old;
DROP TYPE public.sub__schemasync_old;
CREATE OR REPLACE FUNCTION public.f(x public.sub)
 RETURNS public.sub
 LANGUAGE sql
AS $function$SELECT x$function$;
RESET check_function_bodies;
