ALTER TABLE public.p DETACH PARTITION public.p1;
DROP TABLE public.p;
CREATE TABLE public.k (
    a integer NOT NULL,
    CONSTRAINT k_pkey PRIMARY KEY (a)
);
CREATE TABLE public.p (
    a integer,
    b integer
) PARTITION BY LIST (a);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER TABLE public.p ADD CONSTRAINT p_a_fkey FOREIGN KEY (a) REFERENCES public.k(a);
