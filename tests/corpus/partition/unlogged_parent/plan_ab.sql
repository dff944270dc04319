CREATE UNLOGGED TABLE public.p (
    id integer,
    k integer
) PARTITION BY LIST (k);
CREATE UNLOGGED TABLE public.p1 (
    id integer,
    k integer
);
CREATE TABLE public.p2 (
    id integer,
    k integer
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
