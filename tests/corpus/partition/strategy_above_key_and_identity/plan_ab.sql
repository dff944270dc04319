SET search_path = '';
ALTER TABLE public.middle DETACH PARTITION public.leaf;
ALTER TABLE public.leaf DROP CONSTRAINT IF EXISTS top_k_fkey;
ALTER TABLE public.top DETACH PARTITION public.middle;
ALTER TABLE public.middle DROP CONSTRAINT IF EXISTS top_k_fkey;
ALTER TABLE public.numbered_middle DETACH PARTITION public.numbered_leaf;
ALTER TABLE public.numbered DETACH PARTITION public.numbered_middle;
DROP TABLE public.numbered;
DROP TABLE public.top;
CREATE TABLE public.numbered (
    id integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.numbered_id_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE) CONSTRAINT numbered_id_not_null NOT NULL,
    k integer
) PARTITION BY RANGE (k);
CREATE TABLE public.top (
    id integer,
    k integer
) PARTITION BY RANGE (k);
ALTER TABLE ONLY public.middle ATTACH PARTITION public.leaf DEFAULT;
ALTER TABLE ONLY public.top ATTACH PARTITION public.middle FOR VALUES FROM (0) TO (1);
ALTER TABLE ONLY public.numbered ATTACH PARTITION public.numbered_middle FOR VALUES FROM (0) TO (1);
SELECT pg_catalog.setval('public.numbered_id_seq', pg_catalog.max(id)) FROM public.numbered HAVING pg_catalog.max(id) BETWEEN 1 AND 2147483647;
ALTER TABLE ONLY public.numbered_middle ATTACH PARTITION public.numbered_leaf DEFAULT;
ALTER TABLE public.top ADD CONSTRAINT top_k_fkey FOREIGN KEY (k) REFERENCES public.referenced(id) ON DELETE CASCADE;
RESET search_path;
