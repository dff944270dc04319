SET check_function_bodies = off;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(a integer, OUT x integer, OUT y integer)
 RETURNS record
 LANGUAGE sql
AS $function$select 1,2$function$;
RESET check_function_bodies;
