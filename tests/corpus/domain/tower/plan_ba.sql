SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.v;
ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;
DROP FUNCTION public.f(public.d1, public.pos);
CREATE TYPE public.prange__schemasync_old AS RANGE (subtype = public.pos, multirange_type_name = public.pmultirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN r TYPE public.prange__schemasync_old USING r::text::public.prange__schemasync_old;
ALTER TABLE public.t ALTER COLUMN rs TYPE public.pmultirange__schemasync_old USING rs::text::public.pmultirange__schemasync_old;
DROP TYPE public.prange;
ALTER DOMAIN public.d2 RENAME TO d2__schemasync_old;
ALTER DOMAIN public.d3 RENAME TO d3__schemasync_old;
ALTER DOMAIN public.d1 RENAME TO d1__schemasync_old;
ALTER DOMAIN public.pos RENAME TO pos__schemasync_old;
ALTER TYPE public.lvl RENAME TO lvl__schemasync_old;
CREATE TYPE public.lvl AS ENUM ('lo', 'hi');
CREATE DOMAIN public.d1 AS public.lvl DEFAULT 'lo'::public.lvl NOT NULL;
ALTER TABLE public.t ALTER COLUMN a TYPE public.d1 USING a::text::public.d1;
CREATE DOMAIN public.d2 AS public.d1 DEFAULT 'lo'::public.lvl CONSTRAINT d2_check CHECK (((VALUE)::public.lvl <> 'hi'::public.lvl));
ALTER TABLE public.t ALTER COLUMN b TYPE public.d2 USING b::text::public.d2;
CREATE DOMAIN public.d3 AS public.d2[] CONSTRAINT d3_check CHECK ((cardinality(VALUE) > 0));
ALTER TABLE public.t ALTER COLUMN c TYPE public.d3 USING c::text::public.d3;
CREATE DOMAIN public.pos AS integer CONSTRAINT pos_check CHECK ((VALUE > 0));
DROP DOMAIN public.d2__schemasync_old;
DROP DOMAIN public.d3__schemasync_old;
DROP DOMAIN public.d1__schemasync_old;
DROP TYPE public.lvl__schemasync_old;
CREATE TYPE public.prange AS RANGE (subtype = public.pos, multirange_type_name = public.pmultirange);
ALTER TABLE public.t ALTER COLUMN r TYPE public.prange USING r::text::public.prange;
ALTER TABLE public.t ALTER COLUMN rs TYPE public.pmultirange USING rs::text::public.pmultirange;
DROP TYPE public.prange__schemasync_old;
DROP DOMAIN public.pos__schemasync_old;
CREATE OR REPLACE FUNCTION public.f(x public.d2, y public.pos DEFAULT 1)
 RETURNS public.d3
 LANGUAGE sql
AS $function$SELECT ARRAY[$1]::public.d3$function$;
CREATE VIEW public.v (a, u) AS
 SELECT (a)::public.d2 AS a,
    upper(r) AS u
   FROM public.t;
COMMENT ON CONSTRAINT d2_check ON DOMAIN public.d2 IS 'not hi';
RESET search_path;
RESET check_function_bodies;
