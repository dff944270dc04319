DROP TABLE public.p1;
CREATE TABLE public.p1 (
    a integer,
    b integer
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
