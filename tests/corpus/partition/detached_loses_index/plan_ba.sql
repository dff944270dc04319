DROP TABLE public.p;
CREATE TABLE public.p (
    a integer
) PARTITION BY LIST (a);
CREATE INDEX p1_a_idx ON public.p1 USING btree (a);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
CREATE INDEX i ON ONLY public.p USING btree (a);
ALTER INDEX public.i ATTACH PARTITION public.p1_a_idx;
