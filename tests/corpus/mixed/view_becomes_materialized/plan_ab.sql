DROP VIEW public.top;
DROP VIEW public.v;
CREATE MATERIALIZED VIEW public.v (id, a) AS
 SELECT id,
    a
   FROM public.base;
CREATE UNIQUE INDEX v_id ON public.v USING btree (id);
CREATE VIEW public.top (id) AS
 SELECT id
   FROM public.v;
GRANT SELECT ON TABLE public.v TO corpus_app;
