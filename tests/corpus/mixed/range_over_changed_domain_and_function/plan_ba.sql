SET search_path = '';
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN m;
ALTER FUNCTION public.many_spans() RENAME TO span__schemasync_old;
ALTER FUNCTION public.span(bigint,bigint) RENAME TO span__schemasync_old;
ALTER FUNCTION public.span(bigint,bigint,text) RENAME TO span__schemasync_old;
ALTER TYPE public.span RENAME TO span__schemasync_old;
ALTER TYPE public.many_spans RENAME TO many_spans__schemasync_old;
ALTER DOMAIN public.secs RENAME TO secs__schemasync_old;
CREATE DOMAIN public.secs AS double precision;
ALTER TABLE public.t ALTER COLUMN d TYPE public.secs USING d::text::public.secs;
DROP DOMAIN public.secs__schemasync_old;
CREATE TYPE public.span AS RANGE (subtype = double precision, subtype_diff = float8mi, multirange_type_name = public.span_multirange);
ALTER TABLE public.t ALTER COLUMN s TYPE public.span USING s::text::public.span;
DROP TYPE public.span__schemasync_old;
CREATE VIEW public.v (u, d) AS
 SELECT upper(s) AS u,
    d
   FROM public.t;
RESET search_path;
