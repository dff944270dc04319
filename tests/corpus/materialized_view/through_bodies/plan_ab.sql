SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.w()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$SELECT count(*) FROM public.z$function$;
CREATE MATERIALIZED VIEW public.z (x) AS
 SELECT 1 AS x;
CREATE MATERIALIZED VIEW public.a (w) AS
 SELECT public.w() AS w;
RESET check_function_bodies;
