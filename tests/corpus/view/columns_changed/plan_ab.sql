DROP VIEW public.dropped;
DROP VIEW public.recollated;
DROP VIEW public.renamed;
DROP VIEW public.reordered;
DROP VIEW public.retyped;
CREATE VIEW public.dropped (a, c) AS
 SELECT a,
    c
   FROM public.t;
CREATE VIEW public.recollated (a, b) AS
 SELECT a,
    (b COLLATE "C") AS b
   FROM public.t;
CREATE VIEW public.renamed (a, bb) AS
 SELECT a,
    b AS bb
   FROM public.t;
CREATE VIEW public.reordered (b, a) AS
 SELECT b,
    a
   FROM public.t;
CREATE VIEW public.retyped (a, b) AS
 SELECT (a)::bigint AS a,
    b
   FROM public.t;
