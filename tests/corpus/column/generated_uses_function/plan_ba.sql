SET check_function_bodies = off;
ALTER TABLE public.t DROP COLUMN s;
DROP FUNCTION public.slug(text, text);
CREATE OR REPLACE FUNCTION public.slug(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT lower(t)$function$;
ALTER TABLE public.t ADD COLUMN s text GENERATED ALWAYS AS (public.slug(title)) STORED;
RESET check_function_bodies;
