DROP VIEW public.x;
CREATE TABLE public.x (
    id integer,
    a text
);
CREATE INDEX x_a ON public.x USING btree (a);
GRANT SELECT ON TABLE public.x TO corpus_app;
COMMENT ON COLUMN public.x.a IS 'a';
