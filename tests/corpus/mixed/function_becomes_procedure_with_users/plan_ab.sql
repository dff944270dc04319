SET search_path = '';
SET check_function_bodies = off;
DROP TRIGGER tr ON public.t;
ALTER TABLE public.t DROP CONSTRAINT c_ok;
DROP FUNCTION public.ok(text);
DROP FUNCTION public.stamp();
CREATE OR REPLACE FUNCTION public.code(n integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
RETURN ((n + 1))::text;
CREATE OR REPLACE FUNCTION lib.stamp()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE OR REPLACE FUNCTION public.ok(value text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT value <> ''$function$;
CREATE OR REPLACE PROCEDURE public.stamp()
 LANGUAGE sql
AS $procedure$$procedure$;
RESET search_path;
ALTER TABLE public.t ADD CONSTRAINT c_ok CHECK (public.ok(c)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c_ok;
SET search_path = '';
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION lib.stamp();
RESET search_path;
RESET check_function_bodies;
