-- A constant of a table's row type keeps the bytes of the old type when a column changes, unless PostgreSQL refuses that.
-- rows: public.t

CREATE TABLE public.r (a int, b int);
CREATE FUNCTION public.g(public.r) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE public.t (i int DEFAULT public.g('(3,4)'::public.r), CHECK (public.g('(1,2)'::public.r) > 0));
ALTER TABLE public.t ADD COLUMN j int GENERATED ALWAYS AS (i + public.g('(1,2)'::public.r)) STORED;
INSERT INTO public.t VALUES (DEFAULT);
CREATE INDEX part ON public.t (i) WHERE public.g('(1,2)'::public.r) > 0;
CREATE POLICY read ON public.t USING (public.g('(1,2)'::public.r) > 0);
CREATE FUNCTION public.atomic() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT public.g('(1,2)'::public.r); END;
CREATE DOMAIN public.dr AS public.r CHECK (public.g(VALUE) > 0);
CREATE VIEW public.constants AS SELECT '(1,2)'::public.r AS x, ARRAY['(1,2)'::public.r] AS y, '(1,2)'::public.dr AS z, ROW(1, 2)::public.r AS w;
CREATE VIEW public.reads AS SELECT r.b, public.g(r.*) AS g FROM public.r;
