ALTER TABLE public.again DETACH PARTITION public.again_part;
DROP TABLE public.again;
CREATE TABLE public.again (
    a integer CONSTRAINT again_a_not_null NOT NULL,
    b integer CONSTRAINT again_b_not_null NOT NULL
) PARTITION BY RANGE (a);
ALTER TABLE public.again_part ADD CONSTRAINT again_a_not_null NOT NULL a;
ALTER TABLE public.again_part ADD CONSTRAINT again_b_not_null NOT NULL b;
CREATE TABLE public.a_new_part (
    a integer CONSTRAINT again_a_not_null NOT NULL,
    b integer CONSTRAINT again_b_not_null NOT NULL
);
CREATE TABLE public.whole (
    a integer CONSTRAINT whole_a_not_null NOT NULL,
    b integer CONSTRAINT whole_b_not_null NOT NULL
) PARTITION BY LIST (a);
ALTER TABLE public.part RENAME CONSTRAINT part_a_not_null TO whole_a_not_null;
ALTER TABLE public.part RENAME CONSTRAINT part_b_not_null TO whole_b_not_null;
ALTER TABLE ONLY public.again ATTACH PARTITION public.a_new_part FOR VALUES FROM (2) TO (3);
ALTER TABLE ONLY public.again ATTACH PARTITION public.again_part FOR VALUES FROM (1) TO (2);
ALTER TABLE ONLY public.whole ATTACH PARTITION public.part FOR VALUES IN (1);
