SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$BEGIN RETURN n = 0 OR odd(n - 1); END$function$;
CREATE OR REPLACE FUNCTION public.odd(n integer)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$BEGIN RETURN n <> 0 AND even(n - 1); END$function$;
RESET check_function_bodies;
