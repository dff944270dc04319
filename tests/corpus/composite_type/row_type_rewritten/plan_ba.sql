SET search_path = '';
DROP VIEW public.held;
ALTER TABLE public.holder DROP CONSTRAINT holder_one_check;
DROP INDEX public.holder_b;
ALTER TABLE public.nests ALTER COLUMN nested TYPE text USING nested::text;
ALTER TABLE public.wrapper ALTER COLUMN l TYPE text USING l::text;
ALTER TABLE public.logged SET LOGGED;
ALTER TABLE public.wrapper ALTER COLUMN l TYPE public.logged USING l::public.logged;
ALTER TABLE public.nests ALTER COLUMN nested TYPE public.wrapper USING nested::public.wrapper;
ALTER TABLE public.sized DROP COLUMN size;
ALTER TABLE public.sized DROP COLUMN width;
ALTER TABLE public.holder ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.t ALTER COLUMN upper SET EXPRESSION AS (upper(b));
ALTER TABLE public.holder ALTER COLUMN one TYPE public.t USING one::public.t;
ALTER TABLE public.leaving ADD COLUMN gone public.sized;
CREATE INDEX holder_b ON public.holder USING btree (((one).b));
ALTER TABLE public.holder ADD CONSTRAINT holder_one_check CHECK (((one).a > 0)) NOT VALID;
ALTER TABLE public.holder VALIDATE CONSTRAINT holder_one_check;
CREATE VIEW public.held (b, one) AS
 SELECT (one).b AS b,
    one
   FROM public.holder;
RESET search_path;
