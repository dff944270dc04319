SET check_function_bodies = off;
DROP CAST (public.c AS integer);
CREATE OR REPLACE FUNCTION public.c2i(x public.c)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT (x).a$function$;
CREATE CAST (public.c AS integer) WITH FUNCTION public.c2i(public.c) AS IMPLICIT;
RESET check_function_bodies;
