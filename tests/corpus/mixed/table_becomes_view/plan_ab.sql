DROP TABLE public.x;
CREATE VIEW public.x (id, a) AS
 SELECT id,
    a
   FROM public.base;
GRANT SELECT ON TABLE public.x TO corpus_app;
COMMENT ON COLUMN public.x.a IS 'a';
