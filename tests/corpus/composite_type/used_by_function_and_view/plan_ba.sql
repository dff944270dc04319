SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.v;
DROP FUNCTION public.add(public.pair);
DROP FUNCTION public.make(integer);
DROP TYPE public.pair;
CREATE TYPE public.pair AS (a integer, b integer);
CREATE OR REPLACE FUNCTION public.add(p public.pair)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
RETURN ((p).a + (p).b);
CREATE OR REPLACE FUNCTION public.make(x integer)
 RETURNS public.pair
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ROW(x, x + 1)::public.pair$function$;
CREATE VIEW public.v (three) AS
 SELECT public.add(public.make(1)) AS three;
RESET search_path;
RESET check_function_bodies;
