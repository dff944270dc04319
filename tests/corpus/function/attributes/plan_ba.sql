SET check_function_bodies = off;
DROP FUNCTION public.f_support(text, text);
CREATE OR REPLACE FUNCTION public.f_all(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT SECURITY DEFINER LEAKPROOF COST 5 ROWS 50 SUPPORT generate_series_int4_support
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET work_mem TO '8MB'
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_cost()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_leak(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_parallel()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_rows()
 RETURNS SETOF integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_secdef()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_set()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_strict(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_volatile()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.f_support(a text, b text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a LIKE b$function$;
RESET check_function_bodies;
