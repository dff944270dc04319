ALTER TABLE public.by_col DETACH PARTITION public.by_col1;
ALTER TABLE public.strategy DETACH PARTITION public.strategy1;
DROP TABLE public.by_col;
DROP TABLE public.coll;
DROP TABLE public.strategy;
CREATE TABLE public.by_col (
    a integer,
    b integer
) PARTITION BY LIST (b);
CREATE TABLE public.coll (
    a text
) PARTITION BY RANGE (a COLLATE "C");
CREATE TABLE public.strategy (
    a integer
) PARTITION BY HASH (a);
ALTER TABLE ONLY public.by_col ATTACH PARTITION public.by_col1 FOR VALUES IN (1);
ALTER TABLE ONLY public.strategy ATTACH PARTITION public.strategy1 FOR VALUES WITH (modulus 1, remainder 0);
