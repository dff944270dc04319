ALTER TABLE public.p DETACH PARTITION public.q;
CREATE INDEX p1_id_idx ON public.p1 USING btree (id);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
ALTER INDEX public.p_id ATTACH PARTITION public.p1_id_idx;
