SET check_function_bodies = off;
DROP FUNCTION public.f();
DROP FUNCTION public.f(bigint);
DROP FUNCTION public.f(text[]);
CREATE OR REPLACE FUNCTION public.f(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 3$function$;
CREATE OR REPLACE FUNCTION public.f(a text)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 2$function$;
COMMENT ON FUNCTION public.f(text) IS 'text one';
RESET check_function_bodies;
