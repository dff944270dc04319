SET search_path = '';
DROP MATERIALIZED VIEW public.v5;
DROP VIEW public.v4;
DROP VIEW public.v3;
DROP VIEW public.v2;
DROP VIEW public.v1;
CREATE VIEW public.v1 (a, b) AS
 SELECT a,
    b
   FROM public.t;
CREATE VIEW public.v2 (a, b) AS
 SELECT a,
    b
   FROM public.v1;
CREATE VIEW public.v3 (a, n) AS
 SELECT a,
    count(*) AS n
   FROM public.v2
  GROUP BY a;
CREATE VIEW public.v4 (n, b) AS
 SELECT v3.n,
    v1.b
   FROM (public.v3
     JOIN public.v1 USING (a));
CREATE MATERIALIZED VIEW public.v5 (n) AS
 SELECT n
   FROM public.v4;
CREATE UNIQUE INDEX v5_n ON public.v5 USING btree (n);
ALTER VIEW public.v2 OWNER TO corpus_alice;
GRANT SELECT ON TABLE public.v3 TO corpus_app;
GRANT SELECT (n) ON TABLE public.v4 TO corpus_bob;
COMMENT ON COLUMN public.v4.n IS 'n';
COMMENT ON VIEW public.v3 IS 'three';
RESET search_path;
