SET check_function_bodies = off;
DROP AGGREGATE public.y(integer);
DROP FUNCTION public.x(integer);
CREATE OR REPLACE FUNCTION public.y(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE AGGREGATE public.x(integer) (
    SFUNC = pg_catalog.int4larger,
    STYPE = integer
);
RESET check_function_bodies;
