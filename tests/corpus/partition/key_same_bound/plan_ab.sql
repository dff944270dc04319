ALTER TABLE public.p DETACH PARTITION public.p1;
DROP TABLE public.p;
ALTER TABLE public.p1 DROP COLUMN IF EXISTS b;
CREATE TABLE public.p (
    a integer,
    c integer,
    d text
) PARTITION BY LIST (c);
ALTER TABLE public.p1 ADD COLUMN c integer;
ALTER TABLE public.p1 ADD COLUMN d text;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
