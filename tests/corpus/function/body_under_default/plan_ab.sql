SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.w()
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$SELECT count(*) FROM public.u$function$;
CREATE VIEW public.u (y) AS
 SELECT 1 AS y;
ALTER TABLE public.t ADD COLUMN d bigint DEFAULT public.w();
RESET check_function_bodies;
