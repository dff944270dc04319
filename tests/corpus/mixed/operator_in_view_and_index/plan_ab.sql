SET check_function_bodies = off;
DROP POLICY p ON public.t;
DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT c;
DROP INDEX public.i;
DROP OPERATOR public.=== (public.money2, public.money2);
DROP FUNCTION public.eq2(public.money2, public.money2);
CREATE OR REPLACE FUNCTION public.eq2(l public.money2, r public.money2)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT l.amount = r.amount$function$;
CREATE OPERATOR public.=== (FUNCTION = public.eq2, LEFTARG = public.money2, RIGHTARG = public.money2, COMMUTATOR = OPERATOR(public.===));
CREATE INDEX i ON public.t USING btree (m) WHERE (m OPERATOR(public.===) ROW((2)::numeric, 'x'::text)::public.money2);
ALTER TABLE public.t ADD CONSTRAINT c CHECK ((m OPERATOR(public.===) ROW((1)::numeric, 'x'::text)::public.money2)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT c;
CREATE VIEW public.v (m) AS
 SELECT a.m
   FROM (public.t a
     JOIN public.t b ON ((a.m OPERATOR(public.===) b.m)));
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((m OPERATOR(public.===) ROW((3)::numeric, 'x'::text)::public.money2));
RESET check_function_bodies;
