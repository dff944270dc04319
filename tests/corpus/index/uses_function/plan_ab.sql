SET check_function_bodies = off;
DROP INDEX public.i;
DROP FUNCTION public.norm(text);
CREATE OR REPLACE FUNCTION public.norm(t text, f text DEFAULT 'x'::text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT lower(t)$function$;
CREATE INDEX i ON public.t USING btree (public.norm(a)) WHERE (public.norm(a, 'y'::text) OPERATOR(pg_catalog.<>) ''::text);
RESET check_function_bodies;
