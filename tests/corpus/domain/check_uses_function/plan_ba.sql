SET check_function_bodies = off;
ALTER DOMAIN public.d DROP CONSTRAINT d_ok;
DROP FUNCTION public.fine(text, integer);
CREATE OR REPLACE FUNCTION public.ok(t text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT t <> ''$function$;
ALTER DOMAIN public.d ADD CONSTRAINT d_ok CHECK (public.ok(VALUE));
RESET check_function_bodies;
