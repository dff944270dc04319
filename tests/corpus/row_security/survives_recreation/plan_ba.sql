SET search_path = '';
DROP TABLE public.t;
CREATE TABLE public.t (
    id integer,
    k integer
) PARTITION BY LIST (k);
CREATE TABLE public.t1 (
    id integer,
    k integer
);
ALTER TABLE ONLY public.t ATTACH PARTITION public.t1 FOR VALUES IN (1);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.t1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t FOR ALL TO PUBLIC USING ((id = 1));
RESET search_path;
