SET check_function_bodies = off;
DROP VIEW public.v;
DROP AGGREGATE public.total(integer);
DROP FUNCTION public.acc(integer, integer);
CREATE OR REPLACE FUNCTION public.acc(s bigint, v integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT s + v$function$;
CREATE AGGREGATE public.total(integer) (
    SFUNC = public.acc,
    STYPE = bigint,
    INITCOND = '0'
);
CREATE VIEW public.v (x) AS
 SELECT public.total(a) AS x
   FROM public.t;
RESET check_function_bodies;
