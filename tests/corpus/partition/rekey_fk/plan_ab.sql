ALTER TABLE public.p DETACH PARTITION public.p1;
ALTER TABLE public.p1 DROP CONSTRAINT IF EXISTS p_a_fkey;
DROP TABLE public.p;
DROP TABLE public.k;
CREATE TABLE public.p (
    a integer,
    b integer
) PARTITION BY LIST (b);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
