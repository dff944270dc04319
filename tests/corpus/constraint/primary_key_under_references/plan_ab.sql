ALTER TABLE public.child DROP CONSTRAINT child_fk;
ALTER TABLE public.parent DROP CONSTRAINT parent_pkey;
ALTER TABLE public.parent DROP CONSTRAINT parent_u;
ALTER TABLE ONLY public.parent ADD CONSTRAINT parent_pkey PRIMARY KEY (tenant, id);
ALTER TABLE public.child ADD CONSTRAINT child_fk FOREIGN KEY (tenant, p) REFERENCES public.parent(tenant, id) NOT VALID;
ALTER TABLE public.child VALIDATE CONSTRAINT child_fk;
