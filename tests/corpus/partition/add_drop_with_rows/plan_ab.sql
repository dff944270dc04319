DROP TABLE public.p2;
CREATE TABLE public.p3 (
    id integer,
    k integer
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p3 FOR VALUES IN (3);
