SET check_function_bodies = off;
DROP FUNCTION public.f3();
DROP FUNCTION public.f4();
CREATE OR REPLACE FUNCTION public.f1()
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'a'$function$;
CREATE OR REPLACE FUNCTION public.f2()
 RETURNS void
 LANGUAGE plpgsql
AS $function$BEGIN END$function$;
RESET check_function_bodies;
