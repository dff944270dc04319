ALTER TABLE ONLY public.t ALTER COLUMN id RESET (n_distinct);
ALTER TABLE ONLY public.t ALTER COLUMN a SET (n_distinct=-0.5);
ALTER TABLE ONLY public.t ALTER COLUMN b SET (n_distinct=10, n_distinct_inherited=20);
