ALTER TABLE public.p1 SET WITHOUT CLUSTER;
ALTER TABLE ONLY public.p1 REPLICA IDENTITY DEFAULT;
ALTER INDEX public.p1_id_idx SET (fillfactor=50);
ALTER INDEX public."Renamed i" RENAME TO p2_id_idx;
ALTER TABLE public.p2 RENAME CONSTRAINT p2_key TO p2_pkey;
COMMENT ON INDEX public.p1_id_idx IS 'old';
