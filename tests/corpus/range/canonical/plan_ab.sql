SET check_function_bodies = off;
CREATE TYPE public.days;
CREATE OR REPLACE FUNCTION public.days_canonical(public.days)
 RETURNS public.days
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$daterange_canonical$function$;
CREATE TYPE public.days AS RANGE (subtype = date, canonical = public.days_canonical, subtype_diff = daterange_subdiff, multirange_type_name = public.days_multirange);
CREATE TABLE public.t (
    d public.days
);
RESET check_function_bodies;
