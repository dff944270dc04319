SET search_path = '';
DROP VIEW public.v;
CREATE TYPE public.span__schemasync_old AS RANGE (subtype = double precision, subtype_diff = float8mi, multirange_type_name = public.span_multirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN s TYPE public.span__schemasync_old USING s::text::public.span__schemasync_old;
DROP TYPE public.span;
ALTER DOMAIN public.secs RENAME TO secs__schemasync_old;
CREATE DOMAIN public.secs AS integer;
ALTER TABLE public.t ALTER COLUMN d TYPE public.secs USING d::text::public.secs;
DROP DOMAIN public.secs__schemasync_old;
CREATE TYPE public.span AS RANGE (subtype = bigint, multirange_type_name = public.many_spans);
ALTER TABLE public.t ALTER COLUMN s TYPE public.span USING s::text::public.span;
DROP TYPE public.span__schemasync_old;
ALTER TABLE public.t ADD COLUMN m public.many_spans;
CREATE VIEW public.v (u, d) AS
 SELECT upper(s) AS u,
    d
   FROM public.t;
RESET search_path;
