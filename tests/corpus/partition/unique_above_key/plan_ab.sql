CREATE TABLE public.p (
    a integer,
    b integer
) PARTITION BY LIST (a);
CREATE TABLE public.p1 (
    a integer NOT NULL,
    b integer NOT NULL,
    CONSTRAINT p1_pkey PRIMARY KEY (a, b)
);
ALTER TABLE ONLY public.p1 ADD CONSTRAINT p1_a_b_key UNIQUE (a, b);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE ONLY public.p ADD CONSTRAINT p_a_b_key UNIQUE (a, b);
ALTER INDEX public.p_a_b_key ATTACH PARTITION public.p1_a_b_key;
