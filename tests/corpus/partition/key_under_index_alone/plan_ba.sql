CREATE UNIQUE INDEX i ON ONLY public.p USING btree (a, b);
ALTER INDEX public.i ATTACH PARTITION public.p1_pkey;
