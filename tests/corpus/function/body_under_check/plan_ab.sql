SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.w(integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$SELECT EXISTS (SELECT FROM public.z() WHERE x = $1)$function$;
CREATE VIEW public.v (x) AS
 SELECT 1 AS x;
CREATE OR REPLACE FUNCTION public.z()
 RETURNS SETOF public.v
 LANGUAGE sql
 STABLE
AS $function$SELECT * FROM public.v$function$;
ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.w(x)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c;
RESET check_function_bodies;
