ALTER TABLE ONLY public.t ALTER COLUMN id SET (n_distinct=5);
ALTER TABLE ONLY public.t ALTER COLUMN a RESET (n_distinct);
ALTER TABLE ONLY public.t ALTER COLUMN b RESET (n_distinct_inherited);
ALTER TABLE ONLY public.t ALTER COLUMN b SET (n_distinct=11);
