ALTER TABLE ONLY public.first_parent ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.first_parent ADD COLUMN b integer NOT NULL;
