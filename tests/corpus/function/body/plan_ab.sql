SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
BEGIN
  -- it's $1 and \n and %
  RETURN a + 2;  
END
$function$;
CREATE OR REPLACE FUNCTION public.g(a integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$BEGIN RETURN a; END$function$;
CREATE OR REPLACE FUNCTION public.h(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
RESET check_function_bodies;
