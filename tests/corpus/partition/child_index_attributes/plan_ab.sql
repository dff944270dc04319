COMMENT ON INDEX public.p1_id_idx IS NULL;
ALTER INDEX public.p1_id_idx SET (fillfactor=60);
ALTER INDEX public.p2_id_idx RENAME TO "Renamed i";
ALTER TABLE public.p2 RENAME CONSTRAINT p2_pkey TO p2_key;
ALTER TABLE ONLY public.p1 REPLICA IDENTITY USING INDEX p1_pkey;
ALTER TABLE public.p1 CLUSTER ON p1_id_idx;
