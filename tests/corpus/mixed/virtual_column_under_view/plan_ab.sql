SET search_path = '';
DROP POLICY p ON public.t;
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE public.t ALTER COLUMN w TYPE bigint USING w::bigint;
ALTER TABLE public.t ADD COLUMN g bigint GENERATED ALWAYS AS ((w * 2)) STORED;
CREATE VIEW public.v (id, g) AS
 SELECT id,
    g
   FROM public.t;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((g > 0));
RESET search_path;
