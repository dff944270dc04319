SET check_function_bodies = off;
DROP TRIGGER tr ON public.t;
ALTER TABLE public.t DROP CONSTRAINT c_ok;
DROP PROCEDURE public.stamp();
DROP FUNCTION lib.stamp();
DROP FUNCTION public.ok(text);
CREATE OR REPLACE FUNCTION public.code(n integer)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$BEGIN RETURN n::text; END$function$;
CREATE OR REPLACE FUNCTION public.ok(a text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a <> ''$function$;
CREATE OR REPLACE FUNCTION public.stamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
ALTER TABLE public.t ADD CONSTRAINT c_ok CHECK (public.ok(c)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c_ok;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.stamp();
RESET check_function_bodies;
