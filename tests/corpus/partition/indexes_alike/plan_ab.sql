CREATE TABLE public.p1 (
    part integer
);
CREATE TABLE public.p2 (
    part integer
) PARTITION BY LIST (part);
CREATE TABLE public.p21 (
    part integer
);
CREATE INDEX p1_part_idx ON public.p1 USING btree (part DESC);
CREATE INDEX p1_part_idx1 ON public.p1 USING btree (part DESC);
CREATE INDEX p1_part_idx2 ON public.p1 USING btree (part NULLS FIRST);
CREATE INDEX p21_part_idx ON public.p21 USING btree (part DESC);
CREATE INDEX p21_part_idx1 ON public.p21 USING btree (part DESC);
CREATE INDEX p21_part_idx2 ON public.p21 USING btree (part NULLS FIRST);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (2);
ALTER TABLE ONLY public.p2 ATTACH PARTITION public.p21 FOR VALUES IN (3);
CREATE INDEX p2_part_idx ON ONLY public.p2 USING btree (part DESC);
CREATE INDEX p2_part_idx1 ON ONLY public.p2 USING btree (part DESC);
CREATE INDEX p2_part_idx2 ON ONLY public.p2 USING btree (part NULLS FIRST);
ALTER INDEX public.p2_part_idx ATTACH PARTITION public.p21_part_idx;
ALTER INDEX public.p2_part_idx1 ATTACH PARTITION public.p21_part_idx1;
ALTER INDEX public.p2_part_idx2 ATTACH PARTITION public.p21_part_idx2;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (3);
CREATE INDEX "Idx 2" ON ONLY public.p USING btree (part DESC);
CREATE INDEX i1 ON ONLY public.p USING btree (part DESC);
CREATE INDEX i3 ON ONLY public.p USING btree (part NULLS FIRST);
ALTER INDEX public."Idx 2" ATTACH PARTITION public.p1_part_idx;
ALTER INDEX public.i1 ATTACH PARTITION public.p1_part_idx1;
ALTER INDEX public.i3 ATTACH PARTITION public.p1_part_idx2;
ALTER INDEX public."Idx 2" ATTACH PARTITION public.p2_part_idx;
ALTER INDEX public.i1 ATTACH PARTITION public.p2_part_idx1;
ALTER INDEX public.i3 ATTACH PARTITION public.p2_part_idx2;
