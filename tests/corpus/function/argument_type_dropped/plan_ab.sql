SET check_function_bodies = off;
DROP FUNCTION public.f(public.e);
DROP TABLE public.t;
DROP TYPE public.e;
CREATE TYPE public.e2 AS ENUM ('x');
CREATE TABLE public.t2 (
    a integer
);
CREATE OR REPLACE FUNCTION public.f(p public.e2)
 RETURNS SETOF public.t2
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
