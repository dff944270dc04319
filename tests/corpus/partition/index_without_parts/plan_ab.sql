DROP INDEX public.lone;
CREATE TABLE public.p2 (
    id integer,
    part integer
);
CREATE TABLE public.p3 (
    id integer,
    part integer
);
CREATE INDEX p2_id_idx ON public.p2 USING btree (id);
CREATE INDEX p2_some ON public.p2 USING btree (id DESC);
CREATE INDEX p3_id_idx ON public.p3 USING btree (id);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p3 FOR VALUES IN (3);
CREATE INDEX lone ON ONLY public.p USING btree (id DESC);
ALTER INDEX public.every ATTACH PARTITION public.p2_id_idx;
ALTER INDEX public.lone ATTACH PARTITION public.p2_some;
ALTER INDEX public.every ATTACH PARTITION public.p3_id_idx;
