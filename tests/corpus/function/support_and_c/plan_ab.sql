SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.handler()
 RETURNS language_handler
 LANGUAGE c
 COST 3
AS '$libdir/plpgsql', $function$plpgsql_call_handler$function$;
CREATE OR REPLACE FUNCTION public.sup(internal)
 RETURNS internal
 LANGUAGE internal
AS $function$generate_series_int4_support$function$;
CREATE OR REPLACE FUNCTION public.many(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE ROWS 42 SUPPORT public.sup
AS $function$SELECT 1$function$;
RESET check_function_bodies;
