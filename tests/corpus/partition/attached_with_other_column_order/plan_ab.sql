SET search_path = '';
CREATE TABLE public.p2 (
    k integer NOT NULL,
    b text,
    a integer,
    CONSTRAINT own CHECK ((a > 0))
);
ALTER TABLE ONLY public.p1 ALTER COLUMN a SET DEFAULT 5;
CREATE INDEX p1_b_idx ON public.p1 USING btree (b);
CREATE INDEX p2_b_idx ON public.p2 USING btree (b);
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);
CREATE INDEX p_b ON ONLY public.p USING btree (b);
ALTER INDEX public.p_b ATTACH PARTITION public.p1_b_idx;
ALTER INDEX public.p_b ATTACH PARTITION public.p2_b_idx;
RESET search_path;
