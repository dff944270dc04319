SET check_function_bodies = off;
DROP VIEW public.v;
DROP INDEX public.t_i;
DROP TABLE public.__t;
ALTER TABLE public.pg_class DROP COLUMN pg_type;
ALTER TABLE public.t DROP COLUMN e;
ALTER TABLE public.t DROP COLUMN f;
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE public.t DROP COLUMN h;
DROP OPERATOR public.= (integer, integer);
DROP FUNCTION public.int4eq(integer, integer);
DROP FUNCTION public.now();
DROP DOMAIN public."integer";
DROP DOMAIN public.text;
ALTER TYPE public.date DROP ATTRIBUTE m CASCADE;
CREATE OR REPLACE FUNCTION public.lower(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1$function$;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT public.lower('X'::text);
RESET check_function_bodies;
