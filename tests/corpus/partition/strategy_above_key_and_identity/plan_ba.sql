ALTER TABLE public.middle DETACH PARTITION public.leaf;
ALTER TABLE public.leaf DROP CONSTRAINT IF EXISTS top_k_fkey;
ALTER TABLE public.top DETACH PARTITION public.middle;
ALTER TABLE public.middle DROP CONSTRAINT IF EXISTS top_k_fkey;
ALTER TABLE public.numbered DETACH PARTITION public.numbered_middle;
DROP TABLE public.numbered;
DROP TABLE public.top;
CREATE TABLE public.numbered (
    id integer CONSTRAINT numbered_id_not_null NOT NULL,
    k integer
) PARTITION BY LIST (k);
CREATE TABLE public.top (
    id integer,
    k integer
) PARTITION BY LIST (k);
ALTER TABLE ONLY public.middle ATTACH PARTITION public.leaf FOR VALUES IN (1, 2);
ALTER TABLE ONLY public.top ATTACH PARTITION public.middle FOR VALUES IN (0);
ALTER TABLE ONLY public.numbered ATTACH PARTITION public.numbered_middle FOR VALUES IN (0);
ALTER TABLE public.top ADD CONSTRAINT top_k_fkey FOREIGN KEY (k) REFERENCES public.referenced(id) DEFERRABLE;
