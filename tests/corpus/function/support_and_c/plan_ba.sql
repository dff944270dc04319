SET check_function_bodies = off;
DROP FUNCTION public.handler();
DROP FUNCTION public.many(integer);
DROP FUNCTION public.sup(internal);
CREATE OR REPLACE FUNCTION public.many(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE ROWS 41
AS $function$SELECT 1$function$;
RESET check_function_bodies;
