DROP TABLE public.p2;
CREATE TABLE public.p2 (
    id integer,
    k integer
);
CREATE INDEX other ON public.p2 USING btree (id);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
ALTER INDEX public.p_i ATTACH PARTITION public.other;
