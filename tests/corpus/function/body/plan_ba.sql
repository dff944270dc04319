SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
BEGIN
  RETURN a + 1;
END
$function$;
CREATE OR REPLACE FUNCTION public.g(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE FUNCTION public.h(a integer)
 RETURNS integer
 LANGUAGE sql
RETURN a;
RESET check_function_bodies;
