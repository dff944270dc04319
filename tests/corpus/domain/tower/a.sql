-- Domains over a domain over an enum, arrays and ranges of them: all of them change under a table, a function and a view.

CREATE TYPE public.lvl AS ENUM ('lo', 'hi');
CREATE DOMAIN public.d1 AS public.lvl NOT NULL DEFAULT 'lo';
CREATE DOMAIN public.d2 AS public.d1 CHECK (VALUE::public.lvl <> 'hi');
CREATE DOMAIN public.d3 AS public.d2[] CHECK (cardinality(VALUE) > 0);
CREATE DOMAIN public.pos AS int CHECK (VALUE > 0);
CREATE TYPE public.prange AS RANGE (SUBTYPE = public.pos);
CREATE TABLE public.t (a public.d1, b public.d2, c public.d3, r public.prange, rs public.pmultirange);
CREATE FUNCTION public.f(x public.d2, y public.pos DEFAULT 1) RETURNS public.d3 LANGUAGE sql AS 'SELECT ARRAY[$1]::public.d3';
CREATE VIEW public.v AS SELECT a::public.d2 AS a, upper(r) AS u FROM public.t;
COMMENT ON CONSTRAINT d2_check ON DOMAIN public.d2 IS 'not hi';
