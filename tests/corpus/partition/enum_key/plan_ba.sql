ALTER TABLE public.p DETACH PARTITION public.pa;
DROP TABLE public.p;
ALTER TYPE public.e RENAME TO e__schemasync_old;
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.p (
    id integer,
    k public.e
) PARTITION BY LIST (k);
ALTER TABLE public.pa ALTER COLUMN k TYPE public.e USING k::text::public.e;
DROP TYPE public.e__schemasync_old;
ALTER TABLE ONLY public.p ATTACH PARTITION public.pa FOR VALUES IN ('a');
