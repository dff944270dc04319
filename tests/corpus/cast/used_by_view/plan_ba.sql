SET check_function_bodies = off;
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN i;
DROP CAST (public.c AS integer);
DROP FUNCTION public.c2i(public.c);
CREATE OR REPLACE FUNCTION public.c2i(public.c)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ($1).a$function$;
CREATE CAST (public.c AS integer) WITH FUNCTION public.c2i(public.c);
ALTER TABLE public.t ADD COLUMN i integer GENERATED ALWAYS AS ((x)::integer) STORED;
CREATE VIEW public.v (i) AS
 SELECT (x)::integer AS i
   FROM public.t;
RESET check_function_bodies;
