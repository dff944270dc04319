SET check_function_bodies = off;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(OUT x integer, a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
RESET check_function_bodies;
