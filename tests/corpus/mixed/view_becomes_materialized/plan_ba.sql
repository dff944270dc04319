DROP VIEW public.top;
DROP MATERIALIZED VIEW public.v;
CREATE VIEW public.v (id, a) AS
 SELECT id,
    a
   FROM public.base;
CREATE VIEW public.top (id) AS
 SELECT id
   FROM public.v;
GRANT SELECT ON TABLE public.v TO corpus_app;
