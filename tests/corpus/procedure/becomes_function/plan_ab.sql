SET check_function_bodies = off;
DROP PROCEDURE public.p(integer);
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.p(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE PROCEDURE public.f(IN a integer)
 LANGUAGE sql
AS $procedure$$procedure$;
RESET check_function_bodies;
