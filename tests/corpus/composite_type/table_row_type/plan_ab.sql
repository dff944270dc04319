SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.all_base()
 RETURNS SETOF public.base
 LANGUAGE sql
 STABLE
AS $function$SELECT * FROM public.base$function$;
ALTER TABLE public.base ADD COLUMN extra integer;
RESET check_function_bodies;
