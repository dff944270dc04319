-- Domains over a domain over an enum, arrays and ranges of them: all of them change under a table, a function and a view.

CREATE TYPE public.lvl AS ENUM ('lo', 'mid', 'hi');
CREATE DOMAIN public.d1 AS public.lvl DEFAULT 'mid';
CREATE DOMAIN public.d2 AS public.d1 NOT NULL CONSTRAINT nothi CHECK (VALUE::public.lvl < 'hi');
CREATE DOMAIN public.d3 AS public.d1[] CHECK (cardinality(VALUE) > 1);
CREATE DOMAIN public.pos AS bigint CHECK (VALUE > 0) CHECK (VALUE < 1000);
CREATE TYPE public.prange AS RANGE (SUBTYPE = public.pos);
CREATE TABLE public.t (a public.d1, b public.d2, c public.d3 DEFAULT '{lo,lo}', r public.prange, rs public.pmultirange);
CREATE FUNCTION public.f(x public.d1, y public.pos DEFAULT 2) RETURNS public.d3 LANGUAGE sql AS 'SELECT ARRAY[$1, $1]::public.d3';
CREATE VIEW public.v AS SELECT a::public.d2 AS a, upper(r) AS u FROM public.t;
