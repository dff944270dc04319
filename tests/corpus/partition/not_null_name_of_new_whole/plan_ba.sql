ALTER TABLE public.again DETACH PARTITION public.again_part;
ALTER TABLE public.whole DETACH PARTITION public.part;
DROP TABLE public.again;
DROP TABLE public.whole;
ALTER TABLE public.part RENAME CONSTRAINT whole_a_not_null TO part_a_not_null;
ALTER TABLE public.part RENAME CONSTRAINT whole_b_not_null TO part_b_not_null;
CREATE TABLE public.again (
    a integer,
    b integer
) PARTITION BY LIST (a);
ALTER TABLE public.again_part ALTER COLUMN a DROP NOT NULL;
ALTER TABLE public.again_part ALTER COLUMN b DROP NOT NULL;
ALTER TABLE ONLY public.again ATTACH PARTITION public.again_part FOR VALUES IN (1);
