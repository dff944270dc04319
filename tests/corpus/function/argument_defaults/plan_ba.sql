SET check_function_bodies = off;
DROP FUNCTION public.f(integer, integer);
CREATE OR REPLACE FUNCTION public.g(a integer DEFAULT 1, b integer DEFAULT 2)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.h(a integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
