SET check_function_bodies = off;
DROP VIEW public.w;
DROP VIEW public.v;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(i integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT i$function$;
CREATE VIEW public.v (x) AS
 SELECT public.f(a) AS x
   FROM public.t;
CREATE VIEW public.w (x) AS
 SELECT x
   FROM public.v;
RESET check_function_bodies;
