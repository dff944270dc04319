ALTER TABLE public.p DETACH PARTITION public.p1;
DROP INDEX public.p1_id_idx;
ALTER TABLE ONLY public.p ATTACH PARTITION public.q FOR VALUES IN (2);
ALTER INDEX public.p_id ATTACH PARTITION public.q_id_idx;
