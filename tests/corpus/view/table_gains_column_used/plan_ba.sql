ALTER TABLE public.t ADD COLUMN old text;
CREATE OR REPLACE VIEW public.v (a, x) AS
 SELECT a,
    old AS x
   FROM public.t;
ALTER TABLE public.t DROP COLUMN new;
