-- PostgreSQL rewrites no table while its rows are stored in other columns: not for SET UNLOGGED, a domain, or another expression.
-- rows: public.holder
-- keeps: SELECT (one).a, (one).b, (nested).k FROM public.holder, public.nests

CREATE DOMAIN public.positive AS integer CHECK (VALUE > 0);

CREATE UNLOGGED TABLE public.logged (a integer);
CREATE TABLE public.t (a integer, b text, upper text GENERATED ALWAYS AS (lower(b)) STORED);
CREATE TABLE public.wrapper (k integer, l public.logged);
CREATE TABLE public.nests (nested public.wrapper);
INSERT INTO public.nests VALUES (ROW(2, ROW(3)));
CREATE TABLE public.holder (one public.t NOT NULL, CHECK ((one).a > 0));
CREATE INDEX holder_b ON public.holder (((one).b));
CREATE VIEW public.held AS SELECT (one).b, one FROM public.holder;
INSERT INTO public.holder VALUES (ROW(1, 'x, "y"', NULL));
CREATE TABLE public.sized (a integer, size public.positive, width public.positive NOT NULL DEFAULT 1);
CREATE TABLE public.sizes (one public.sized);
CREATE TABLE public.leaving (stays integer);
