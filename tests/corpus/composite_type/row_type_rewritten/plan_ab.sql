SET search_path = '';
DROP VIEW public.held;
ALTER TABLE public.holder DROP CONSTRAINT holder_one_check;
DROP INDEX public.holder_b;
ALTER TABLE public.leaving DROP COLUMN gone;
ALTER TABLE public.holder ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.t ALTER COLUMN upper SET EXPRESSION AS (lower(b));
ALTER TABLE public.holder ALTER COLUMN one TYPE public.t USING one::public.t;
ALTER TABLE public.sizes ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.sized ADD COLUMN size public.positive;
ALTER TABLE public.sizes ALTER COLUMN one TYPE public.sized USING (pg_catalog."left"(one, -1) OPERATOR(pg_catalog.||) ',)')::public.sized;
ALTER TABLE public.sizes ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.sized ADD COLUMN width public.positive;
ALTER TABLE public.sized ALTER COLUMN width SET DEFAULT 1;
UPDATE public.sized SET width = DEFAULT;
ALTER TABLE public.sized ALTER COLUMN width SET NOT NULL;
ALTER TABLE public.sizes ALTER COLUMN one TYPE public.sized USING (pg_catalog."left"(one, -1) OPERATOR(pg_catalog.||) ',)')::public.sized;
ALTER TABLE public.nests ALTER COLUMN nested TYPE text USING nested::text;
ALTER TABLE public.wrapper ALTER COLUMN l TYPE text USING l::text;
ALTER TABLE public.logged SET UNLOGGED;
ALTER TABLE public.wrapper ALTER COLUMN l TYPE public.logged USING l::public.logged;
ALTER TABLE public.nests ALTER COLUMN nested TYPE public.wrapper USING nested::public.wrapper;
CREATE INDEX holder_b ON public.holder USING btree (((one).b));
ALTER TABLE public.holder ADD CONSTRAINT holder_one_check CHECK (((one).a > 0)) NOT VALID;
ALTER TABLE public.holder VALIDATE CONSTRAINT holder_one_check;
CREATE VIEW public.held (b, one) AS
 SELECT (one).b AS b,
    one
   FROM public.holder;
RESET search_path;
