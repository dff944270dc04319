SET check_function_bodies = off;
ALTER TABLE ONLY public.t ALTER COLUMN x DROP DEFAULT;
DROP FUNCTION public.g(integer, integer);
DROP FUNCTION public.h(integer);
CREATE OR REPLACE FUNCTION public.f(a integer, b integer DEFAULT 7)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.g(a integer, b integer DEFAULT 3)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.h(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
ALTER TABLE ONLY public.t ALTER COLUMN x SET DEFAULT public.g(5);
RESET check_function_bodies;
