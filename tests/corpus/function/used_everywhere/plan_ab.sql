SET search_path = '';
SET check_function_bodies = off;
DROP POLICY p ON public.t;
DROP TRIGGER tr ON public.t;
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT k;
DROP INDEX public.i;
ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;
ALTER TABLE public.t DROP COLUMN b;
DROP FUNCTION public.g(integer);
ALTER DOMAIN public.d DROP CONSTRAINT d_check;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(a integer, b integer DEFAULT 1)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a::bigint$function$;
RESET search_path;
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((public.f(VALUE) OPERATOR(pg_catalog.>) 0));
SET search_path = '';
CREATE OR REPLACE FUNCTION public.g(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
RETURN public.f(a);
RESET search_path;
ALTER TABLE public.t ADD COLUMN b bigint GENERATED ALWAYS AS (public.f(a)) STORED;
ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT public.f(1);
CREATE INDEX i ON public.t USING btree (public.f(a));
ALTER TABLE public.t ADD CONSTRAINT k CHECK ((public.f(a) OPERATOR(pg_catalog.>) 0)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT k;
SET search_path = '';
CREATE VIEW public.v (x) AS
 SELECT public.f(a) AS x
   FROM public.t;
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.a) > 0)) EXECUTE FUNCTION public.trg();
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((public.f(a) > 1));
RESET search_path;
RESET check_function_bodies;
