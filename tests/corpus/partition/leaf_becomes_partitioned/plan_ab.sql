DROP TABLE public.p1;
CREATE TABLE public.p1 (
    a integer,
    b integer
) PARTITION BY RANGE (b);
CREATE TABLE public.p11 (
    a integer,
    b integer
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE ONLY public.p1 ATTACH PARTITION public.p11 FOR VALUES FROM (0) TO (5);
