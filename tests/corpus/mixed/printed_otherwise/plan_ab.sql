CREATE VIEW public.last (id) AS
 SELECT id
   FROM public.v;
