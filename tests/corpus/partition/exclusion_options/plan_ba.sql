SET search_path = '';
ALTER TABLE public.p DROP CONSTRAINT e;
ALTER TABLE ONLY public.p ADD CONSTRAINT e EXCLUDE USING btree (a WITH =) WITH (fillfactor='60');
ALTER TABLE ONLY public.p1 ADD CONSTRAINT p1_a_excl EXCLUDE USING btree (a WITH =) WITH (fillfactor='60');
ALTER INDEX public.p1_a_excl SET (fillfactor=60);
ALTER INDEX public.e ATTACH PARTITION public.p1_a_excl;
RESET search_path;
