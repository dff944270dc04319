ALTER TABLE public.part DETACH PARTITION public.part_a;
DROP TABLE public.part;
ALTER TYPE public.e RENAME TO e__schemasync_old;
CREATE TYPE public.e AS ENUM ('c', 'a', 'b');
CREATE TABLE public.part (
    k public.e
) PARTITION BY LIST (k);
ALTER TYPE public.e OWNER TO corpus_app;
ALTER TABLE public.part_a ALTER COLUMN k TYPE public.e USING k::text::public.e;
DROP TYPE public.e__schemasync_old;
ALTER TABLE ONLY public.part ATTACH PARTITION public.part_a FOR VALUES IN ('a');
