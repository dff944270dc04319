ALTER TABLE public.p DETACH PARTITION public.p_one;
DROP TABLE public.p;
CREATE TABLE public.p (
    a integer
) PARTITION BY LIST (a);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p_one FOR VALUES IN (1);
