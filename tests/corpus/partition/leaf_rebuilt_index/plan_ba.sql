DROP TABLE public.p2;
CREATE TABLE public.p2 (
    id integer,
    k integer
) PARTITION BY LIST (id);
CREATE INDEX p2_id_idx ON ONLY public.p2 USING btree (id);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
ALTER INDEX public.p_i ATTACH PARTITION public.p2_id_idx;
