DROP TABLE public.p3;
CREATE TABLE public.p2 (
    id integer,
    k integer
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
