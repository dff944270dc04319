SET check_function_bodies = off;
CREATE TYPE public.days__schemasync_old AS RANGE (subtype = date, multirange_type_name = public.days_multirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN d TYPE public.days__schemasync_old USING d::text::public.days__schemasync_old;
DROP TYPE public.days;
CREATE TYPE public.days;
CREATE OR REPLACE FUNCTION public.days_canonical(public.days)
 RETURNS public.days
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$daterange_canonical$function$;
CREATE TYPE public.days AS RANGE (subtype = date, canonical = public.days_canonical, multirange_type_name = public.days_multirange);
ALTER TABLE public.t ALTER COLUMN d TYPE public.days USING d::text::public.days;
DROP TYPE public.days__schemasync_old;
RESET check_function_bodies;
