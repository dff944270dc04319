-- Children of a plain table become partitions, and the other way round; their rows stay.
-- rows: public.m1

CREATE TABLE public.m (id int, at date);
CREATE TABLE public.m1 (CHECK (at < '2024-01-01')) INHERITS (public.m);
INSERT INTO public.m1 VALUES (1, '2023-01-01');
