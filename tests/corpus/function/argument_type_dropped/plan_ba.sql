SET check_function_bodies = off;
DROP FUNCTION public.f(public.e2);
DROP TABLE public.t2;
DROP TYPE public.e2;
CREATE TYPE public.e AS ENUM ('x');
CREATE TABLE public.t (
    a integer
);
CREATE OR REPLACE FUNCTION public.f(p public.e)
 RETURNS SETOF public.t
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
