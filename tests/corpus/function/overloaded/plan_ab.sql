SET check_function_bodies = off;
DROP FUNCTION public.f(integer, integer);
DROP FUNCTION public.f(text);
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 4$function$;
CREATE OR REPLACE FUNCTION public.f(a bigint)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 2$function$;
CREATE OR REPLACE FUNCTION public.f(a text[])
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 3$function$;
COMMENT ON FUNCTION public.f(bigint) IS 'bigint one';
RESET check_function_bodies;
