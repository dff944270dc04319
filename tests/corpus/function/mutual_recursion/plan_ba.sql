SET check_function_bodies = off;
DROP FUNCTION public.odd(integer);
CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT n % 2 = 0$function$;
RESET check_function_bodies;
