SET check_function_bodies = off;
DROP AGGREGATE public.x(integer);
DROP FUNCTION public.y(integer);
CREATE OR REPLACE FUNCTION public.x(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE AGGREGATE public.y(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer
);
RESET check_function_bodies;
