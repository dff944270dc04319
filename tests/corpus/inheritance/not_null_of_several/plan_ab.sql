ALTER TABLE public.first_parent DROP COLUMN b;
ALTER TABLE ONLY public.first_parent ALTER COLUMN a DROP NOT NULL;
