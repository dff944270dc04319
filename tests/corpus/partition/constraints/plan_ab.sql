SET search_path = '';
ALTER TABLE public.p DROP CONSTRAINT c;
ALTER TABLE public.p DROP CONSTRAINT p_pkey;
CREATE TABLE public.child (
    a integer,
    b integer
);
ALTER TABLE public.p ADD CONSTRAINT c CHECK ((id > '-1'::integer));
ALTER TABLE ONLY public.p ADD CONSTRAINT p_pkey PRIMARY KEY (k, id);
ALTER TABLE ONLY public.p ADD CONSTRAINT u UNIQUE (k, r);
ALTER TABLE ONLY public.p1 ADD CONSTRAINT p1_k_r_key UNIQUE (k, r);
ALTER TABLE ONLY public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (k, id);
ALTER TABLE ONLY public.p2 ADD CONSTRAINT p2_k_r_key UNIQUE (k, r);
ALTER TABLE ONLY public.p2 ADD CONSTRAINT p2_pkey PRIMARY KEY (k, id);
ALTER INDEX public.u ATTACH PARTITION public.p1_k_r_key;
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;
ALTER INDEX public.u ATTACH PARTITION public.p2_k_r_key;
ALTER INDEX public.p_pkey ATTACH PARTITION public.p2_pkey;
ALTER TABLE public.child ADD CONSTRAINT child_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.p(k, id) DEFERRABLE;
ALTER TABLE public.p ADD CONSTRAINT f FOREIGN KEY (r) REFERENCES public.ref(id) ON DELETE CASCADE;
RESET search_path;
