SET check_function_bodies = off;
DROP FUNCTION public.f_all(integer);
CREATE OR REPLACE FUNCTION public.f_cost()
 RETURNS integer
 LANGUAGE sql
 COST 1000
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_leak(a integer)
 RETURNS integer
 LANGUAGE sql
 LEAKPROOF
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_parallel()
 RETURNS integer
 LANGUAGE sql
 PARALLEL RESTRICTED
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_rows()
 RETURNS SETOF integer
 LANGUAGE sql
 ROWS 5
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_secdef()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_set()
 RETURNS integer
 LANGUAGE sql
 SET search_path TO 'public', 'My Schema', 'x"y'
 SET "DateStyle" TO 'iso, dmy'
 SET application_name TO 'it''s'
 SET "my.custom" TO 'a, b'
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_strict(a integer)
 RETURNS integer
 LANGUAGE sql
 STRICT
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_support(a text, b text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE SUPPORT textlike_support
AS $function$SELECT a LIKE b$function$;
CREATE OR REPLACE FUNCTION public.f_volatile()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_all(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
