SET check_function_bodies = off;
DROP FUNCTION public.f(anyelement);
CREATE OR REPLACE FUNCTION public.f(a anyelement DEFAULT 'x'::text)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
RESET check_function_bodies;
