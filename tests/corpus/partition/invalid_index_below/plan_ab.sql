DROP INDEX public.measure_at;
ALTER TABLE ONLY public.measure ATTACH PARTITION public.year FOR VALUES FROM (1) TO (9);
CREATE INDEX measure_at ON ONLY public.measure USING btree (at);
ALTER INDEX public.measure_at ATTACH PARTITION public.year_at;
