SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.v;
DROP FUNCTION public.f(public.d2, public.pos);
CREATE TYPE public.prange__schemasync_old AS RANGE (subtype = public.pos, multirange_type_name = public.pmultirange__schemasync_old);
ALTER TABLE public.t ALTER COLUMN r TYPE public.prange__schemasync_old USING r::text::public.prange__schemasync_old;
ALTER TABLE public.t ALTER COLUMN rs TYPE public.pmultirange__schemasync_old USING rs::text::public.pmultirange__schemasync_old;
DROP TYPE public.prange;
ALTER DOMAIN public.d3 RENAME TO d3__schemasync_old;
ALTER DOMAIN public.d2 RENAME TO d2__schemasync_old;
ALTER DOMAIN public.pos RENAME TO pos__schemasync_old;
ALTER TYPE public.lvl ADD VALUE 'mid' AFTER 'lo';
COMMIT;
ALTER DOMAIN public.d1 DROP NOT NULL;
ALTER DOMAIN public.d1 SET DEFAULT 'mid'::public.lvl;
CREATE DOMAIN public.d2 AS public.d1 DEFAULT 'mid'::public.lvl NOT NULL CONSTRAINT nothi CHECK (((VALUE)::public.lvl < 'hi'::public.lvl));
ALTER TABLE public.t ALTER COLUMN b TYPE public.d2 USING b::text::public.d2;
CREATE DOMAIN public.d3 AS public.d1[] CONSTRAINT d3_check CHECK ((cardinality(VALUE) > 1));
ALTER TABLE public.t ALTER COLUMN c TYPE public.d3 USING c::text::public.d3;
CREATE DOMAIN public.pos AS bigint CONSTRAINT pos_check CHECK ((VALUE > 0)) CONSTRAINT pos_check1 CHECK ((VALUE < 1000));
DROP DOMAIN public.d3__schemasync_old;
DROP DOMAIN public.d2__schemasync_old;
CREATE TYPE public.prange AS RANGE (subtype = public.pos, multirange_type_name = public.pmultirange);
ALTER TABLE public.t ALTER COLUMN r TYPE public.prange USING r::text::public.prange;
ALTER TABLE public.t ALTER COLUMN rs TYPE public.pmultirange USING rs::text::public.pmultirange;
DROP TYPE public.prange__schemasync_old;
DROP DOMAIN public.pos__schemasync_old;
CREATE OR REPLACE FUNCTION public.f(x public.d1, y public.pos DEFAULT 2)
 RETURNS public.d3
 LANGUAGE sql
AS $function$SELECT ARRAY[$1, $1]::public.d3$function$;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT '{lo,lo}'::public.d1[];
CREATE VIEW public.v (a, u) AS
 SELECT (a)::public.d2 AS a,
    upper(r) AS u
   FROM public.t;
RESET search_path;
RESET check_function_bodies;
