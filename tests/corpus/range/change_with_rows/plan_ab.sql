SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.long;
ALTER TABLE public.booking DROP CONSTRAINT booking_span_check;
ALTER TABLE ONLY public.booking ALTER COLUMN span DROP DEFAULT;
DROP FUNCTION public.width(public.span);
ALTER TYPE public.slot RENAME TO slot__schemasync_old;
ALTER DOMAIN public.working RENAME TO working__schemasync_old;
ALTER FUNCTION public.band() RENAME TO span__schemasync_old;
ALTER FUNCTION public.span(double precision,double precision) RENAME TO span__schemasync_old;
ALTER FUNCTION public.span(double precision,double precision,text) RENAME TO span__schemasync_old;
ALTER TYPE public.span RENAME TO span__schemasync_old;
ALTER TYPE public.band RENAME TO band__schemasync_old;
CREATE TYPE public.span AS RANGE (subtype = double precision, multirange_type_name = public.span_multi);
RESET search_path;
ALTER TABLE public.booking ALTER COLUMN span TYPE public.span USING span::text::public.span;
ALTER TABLE public.booking ALTER COLUMN spans TYPE public.span[] USING spans::text[]::public.span[];
ALTER TABLE public.booking ALTER COLUMN bands TYPE public.span_multi USING bands::text::public.span_multi;
SET search_path = '';
CREATE DOMAIN public.working AS public.span CONSTRAINT working_check CHECK ((NOT isempty(VALUE)));
RESET search_path;
ALTER TABLE public.booking ALTER COLUMN work TYPE public.working USING work::text::public.working;
SET search_path = '';
DROP DOMAIN public.working__schemasync_old;
CREATE TYPE public.slot AS (room text, span public.span);
RESET search_path;
ALTER TABLE public.booking ALTER COLUMN slot TYPE public.slot USING slot::text::public.slot;
SET search_path = '';
DROP TYPE public.slot__schemasync_old;
DROP TYPE public.span__schemasync_old;
CREATE OR REPLACE FUNCTION public.width(public.span)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT upper($1) - lower($1)$function$;
ALTER TABLE ONLY public.booking ALTER COLUMN span SET DEFAULT public.span((0)::double precision, (1)::double precision);
RESET search_path;
ALTER TABLE public.booking ADD CONSTRAINT booking_span_check CHECK ((public.width(span) OPERATOR(pg_catalog.<) (100)::double precision)) NOT VALID;
ALTER TABLE public.booking VALIDATE CONSTRAINT booking_span_check;
SET search_path = '';
CREATE VIEW public.long (id, upper) AS
 SELECT id,
    upper(span) AS upper
   FROM public.booking
  WHERE (span @> public.span((1)::double precision, (2)::double precision, '[]'::text));
RESET search_path;
RESET check_function_bodies;
