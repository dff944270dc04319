ALTER TABLE public.p SET ACCESS METHOD heap2;
CREATE TABLE public.p2 (
    id integer,
    k integer
) USING heap2;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
