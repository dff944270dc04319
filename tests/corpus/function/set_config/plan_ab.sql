SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f1()
 RETURNS integer
 LANGUAGE sql
 SET search_path TO ''
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f2()
 RETURNS integer
 LANGUAGE sql
 SET search_path TO '$user', 'public'
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f3()
 RETURNS integer
 LANGUAGE sql
 SET work_mem TO '2MB'
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f4()
 RETURNS integer
 LANGUAGE sql
 SET statement_timeout TO '5s'
 SET "TimeZone" TO 'UTC'
AS $function$SELECT 1$function$;
RESET check_function_bodies;
