SET check_function_bodies = off;
ALTER EXTENSION hstore DROP VIEW public.v;
DROP VIEW public.v;
ALTER EXTENSION hstore DROP FUNCTION public.f(public.mood);
DROP FUNCTION public.f(public.mood);
ALTER TYPE public.mood RENAME TO mood__schemasync_old;
ALTER EXTENSION hstore DROP SCHEMA app;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING mood::text::public.mood;
DROP TYPE public.mood__schemasync_old;
CREATE OR REPLACE FUNCTION public.f(m public.mood)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE VIEW public.v (id) AS
 SELECT t.id
   FROM public.t;
RESET check_function_bodies;
