DROP FOREIGN TABLE public.child;
DROP FOREIGN TABLE public.p2;
DROP TABLE public.p1;
CREATE TABLE public.p2 (
    a integer,
    k integer
);
CREATE FOREIGN TABLE public.p1 (
    a integer,
    k integer
) SERVER srv;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
