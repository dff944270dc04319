SET check_function_bodies = off;
ALTER DOMAIN public.d DROP CONSTRAINT d_ok;
DROP FUNCTION public.ok(text);
CREATE OR REPLACE FUNCTION public.fine(t text, n integer DEFAULT 3)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT length(t) > n$function$;
ALTER DOMAIN public.d ADD CONSTRAINT d_ok CHECK (public.fine(VALUE));
RESET check_function_bodies;
