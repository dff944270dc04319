SET check_function_bodies = off;
DROP VIEW public.v;
DROP AGGREGATE public.total(integer);
DROP FUNCTION public.acc(bigint, integer);
CREATE OR REPLACE FUNCTION public.acc(s integer, v integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT s + v$function$;
CREATE AGGREGATE public.total(integer) (
    SFUNC = public.acc,
    STYPE = integer,
    INITCOND = '0'
);
CREATE VIEW public.v (x) AS
 SELECT public.total(a) AS x
   FROM public.t;
RESET check_function_bodies;
