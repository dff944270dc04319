SET search_path = '';
ALTER TABLE public.p DETACH PARTITION public.p1;
ALTER TABLE public.p DETACH PARTITION public.p2;
DROP TABLE public.p;
CREATE TABLE public.p (
    a bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.p_a_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE) CONSTRAINT p_a_not_null NOT NULL,
    b text,
    CONSTRAINT p_pkey PRIMARY KEY (a)
) PARTITION BY RANGE (a);
ALTER TABLE public.p1 ALTER COLUMN a TYPE bigint USING a::bigint;
ALTER TABLE public.p2 ALTER COLUMN a TYPE bigint USING a::bigint;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES FROM ('0') TO ('3');
SELECT pg_catalog.setval('public.p_a_seq', pg_catalog.max(a)) FROM public.p HAVING pg_catalog.max(a) BETWEEN 1 AND 9223372036854775807;
ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES FROM ('3') TO ('100');
SELECT pg_catalog.setval('public.p_a_seq', pg_catalog.max(a)) FROM public.p HAVING pg_catalog.max(a) BETWEEN 1 AND 9223372036854775807;
ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;
ALTER INDEX public.p_pkey ATTACH PARTITION public.p2_pkey;
RESET search_path;
