SET search_path = '';
DROP POLICY p ON public.t;
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE public.t ALTER COLUMN w TYPE integer USING w::integer;
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS ((w * 2)) VIRTUAL;
CREATE VIEW public.v (id, g) AS
 SELECT id,
    g
   FROM public.t;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((g > 0));
RESET search_path;
