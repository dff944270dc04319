DROP VIEW public.dropped;
DROP VIEW public.recollated;
DROP VIEW public.renamed;
DROP VIEW public.reordered;
DROP VIEW public.retyped;
CREATE VIEW public.dropped (a, b, c) AS
 SELECT a,
    b,
    c
   FROM public.t;
CREATE VIEW public.recollated (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE VIEW public.renamed (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE VIEW public.reordered (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE VIEW public.retyped (a, b) AS
 SELECT a,
    b
   FROM public.t;
