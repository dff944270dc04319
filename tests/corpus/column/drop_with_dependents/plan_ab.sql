DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN x;
CREATE INDEX t_multi ON public.t USING btree (y);
CREATE VIEW public.v (id, y) AS
 SELECT id,
    y
   FROM public.t;
