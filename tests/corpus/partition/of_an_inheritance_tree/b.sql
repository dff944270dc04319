-- Children of a plain table become partitions, and the other way round; their rows stay.
-- rows: public.m1

CREATE TABLE public.m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE public.m1 PARTITION OF public.m FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
INSERT INTO public.m1 VALUES (1, '2023-01-01');
