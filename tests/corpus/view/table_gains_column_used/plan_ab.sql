ALTER TABLE public.t ADD COLUMN new text;
CREATE OR REPLACE VIEW public.v (a, x) AS
 SELECT a,
    new AS x
   FROM public.t;
ALTER TABLE public.t DROP COLUMN old;
