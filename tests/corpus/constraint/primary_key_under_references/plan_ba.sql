ALTER TABLE public.child DROP CONSTRAINT child_fk;
ALTER TABLE public.parent DROP CONSTRAINT parent_pkey;
ALTER TABLE ONLY public.parent ADD CONSTRAINT parent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.parent ADD CONSTRAINT parent_u UNIQUE (tenant, id);
ALTER TABLE public.child ADD CONSTRAINT child_fk FOREIGN KEY (p) REFERENCES public.parent(id) NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT child_fk;
