SET search_path = '';
DROP POLICY p ON public.t;
DROP TRIGGER tr ON public.t;
DROP VIEW public.v;
ALTER TABLE ONLY public.t ALTER COLUMN s DROP DEFAULT;
CREATE TYPE public.span__schemasync_old AS RANGE (subtype = integer, multirange_type_name = public.span_multirange__schemasync_old);
ALTER TABLE public.base ALTER COLUMN s TYPE public.span__schemasync_old USING s::text::public.span__schemasync_old;
ALTER TABLE public.parts ALTER COLUMN s TYPE public.span__schemasync_old[] USING s::text[]::public.span__schemasync_old[];
ALTER TABLE public.t ALTER COLUMN m TYPE public.span_multirange__schemasync_old USING m::text::public.span_multirange__schemasync_old;
ALTER TABLE public.t ALTER COLUMN s TYPE public.span__schemasync_old USING s::text::public.span__schemasync_old;
DROP TYPE public.span;
CREATE TYPE public.span AS RANGE (subtype = bigint, multirange_type_name = public.span_multirange);
ALTER TABLE public.base ALTER COLUMN s TYPE public.span USING s::text::public.span;
ALTER TABLE public.parts ALTER COLUMN s TYPE public.span[] USING s::text[]::public.span[];
ALTER TABLE public.t ALTER COLUMN s TYPE public.span USING s::text::public.span;
ALTER TABLE public.t ALTER COLUMN m TYPE public.span_multirange USING m::text::public.span_multirange;
DROP TYPE public.span__schemasync_old;
ALTER TABLE ONLY public.t ALTER COLUMN s SET DEFAULT '[1,2)'::public.span;
CREATE VIEW public.v (low, m) AS
 SELECT lower(s) AS low,
    m
   FROM public.t;
CREATE TRIGGER tr BEFORE UPDATE OF s ON public.t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING (isempty(s));
RESET search_path;
