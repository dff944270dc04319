SET search_path = '';
DROP POLICY read ON public.t;
DROP VIEW public.constants;
ALTER TABLE public.t DROP CONSTRAINT t_check;
DROP INDEX public.part;
ALTER TABLE ONLY public.t ALTER COLUMN i DROP DEFAULT;
ALTER TABLE public.t DROP COLUMN j;
DROP FUNCTION public.atomic();
ALTER TABLE public.r ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE OR REPLACE FUNCTION public.atomic()
 RETURNS integer
 LANGUAGE sql
BEGIN ATOMIC
 SELECT public.g('(1,2)'::public.r) AS g;
END;
RESET search_path;
ALTER TABLE public.t ADD COLUMN j integer GENERATED ALWAYS AS ((i OPERATOR(pg_catalog.+) public.g('(1,2)'::public.r))) STORED;
ALTER TABLE ONLY public.t ALTER COLUMN i SET DEFAULT public.g('(3,4)'::public.r);
CREATE INDEX part ON public.t USING btree (i) WHERE (public.g('(1,2)'::public.r) OPERATOR(pg_catalog.>) 0);
ALTER TABLE public.t ADD CONSTRAINT t_check CHECK ((public.g('(1,2)'::public.r) OPERATOR(pg_catalog.>) 0)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_check;
SET search_path = '';
CREATE VIEW public.constants (x, y, z, w) AS
 SELECT '(1,2)'::public.r AS x,
    ARRAY['(1,2)'::public.r] AS y,
    ('(1,2)'::public.r)::public.dr AS z,
    ROW((1)::bigint, 2)::public.r AS w;
CREATE POLICY read ON public.t FOR ALL TO PUBLIC USING ((public.g('(1,2)'::public.r) > 0));
RESET search_path;
