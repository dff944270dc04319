SET search_path = '';
DROP VIEW public.v;
DROP INDEX public.t_multi;
ALTER TABLE public.t ADD COLUMN x text;
CREATE INDEX t_multi ON public.t USING btree (y, x);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_x UNIQUE (x);
ALTER TABLE public.t ADD CONSTRAINT t_xy CHECK ((x <> y)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_xy;
CREATE VIEW public.v (id, x, y) AS
 SELECT id,
    x,
    y
   FROM public.t;
CREATE STATISTICS public.t_st ON x, y FROM public.t;
GRANT SELECT (x) ON TABLE public.t TO corpus_app;
COMMENT ON COLUMN public.t.x IS 'to be dropped';
RESET search_path;
