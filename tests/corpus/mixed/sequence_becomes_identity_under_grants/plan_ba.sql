SET search_path = '';
ALTER TABLE public.t ALTER COLUMN id DROP IDENTITY;
CREATE SEQUENCE public.t_id_seq AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max(id)) FROM public.t HAVING pg_catalog.max(id) BETWEEN 1 AND 9223372036854775807;
GRANT USAGE ON SEQUENCE public.t_id_seq TO corpus_app;
RESET search_path;
