ALTER TABLE public.r DROP CONSTRAINT r_id_k_fkey;
DROP TABLE public.p;
CREATE TABLE public.p (
    id integer CONSTRAINT p_id_not_null NOT NULL,
    k integer CONSTRAINT p_k_not_null NOT NULL,
    CONSTRAINT p_pkey PRIMARY KEY (id, k)
) PARTITION BY LIST (k);
CREATE TABLE public.p1 (
    id integer NOT NULL,
    k integer NOT NULL,
    CONSTRAINT p1_pkey PRIMARY KEY (id, k)
);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;
ALTER TABLE public.r ADD CONSTRAINT r_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.p(id, k) NOT VALID;
ALTER TABLE public.r VALIDATE CONSTRAINT r_id_k_fkey;
COMMENT ON TABLE public.p IS 'kept';
