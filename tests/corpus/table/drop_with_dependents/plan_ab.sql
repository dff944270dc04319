ALTER TABLE public.stays DROP COLUMN g;
DROP FUNCTION public.f(public.gone);
CREATE OR REPLACE VIEW public.v2 (x, h) AS
 SELECT NULL::text AS x,
    h
   FROM public.stays;
DROP VIEW public.v1;
DROP TABLE public.gone;
