SET check_function_bodies = off;
DROP INDEX public.i;
DROP FUNCTION public.norm(text, text);
CREATE OR REPLACE FUNCTION public.norm(t text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT lower(t)$function$;
CREATE INDEX i ON public.t USING btree (public.norm(a));
RESET check_function_bodies;
