ALTER TABLE public.m1 NO INHERIT public.m;
ALTER TABLE public.m1 DROP CONSTRAINT m1_at_check;
DROP TABLE public.m;
CREATE TABLE public.m (
    id integer,
    at date
) PARTITION BY RANGE (at);
ALTER TABLE ONLY public.m ATTACH PARTITION public.m1 FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
