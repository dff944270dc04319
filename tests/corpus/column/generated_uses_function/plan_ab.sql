SET check_function_bodies = off;
ALTER TABLE public.t DROP COLUMN s;
DROP FUNCTION public.slug(text);
CREATE OR REPLACE FUNCTION public.slug(t text, sep text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT replace(lower(t), ' ', sep)$function$;
ALTER TABLE public.t ADD COLUMN s text GENERATED ALWAYS AS (public.slug(title, '-'::text)) STORED;
RESET check_function_bodies;
