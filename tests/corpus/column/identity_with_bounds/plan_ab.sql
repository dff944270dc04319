SET search_path = '';
ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.t_id_seq START WITH 100 INCREMENT BY 1 MINVALUE 100 MAXVALUE 2147483647 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max(id)) FROM public.t HAVING pg_catalog.max(id) BETWEEN 100 AND 2147483647;
RESET search_path;
