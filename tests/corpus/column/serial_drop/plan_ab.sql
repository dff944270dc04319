ALTER TABLE ONLY public.t ALTER COLUMN id DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN small DROP DEFAULT;
DROP SEQUENCE public.t_id_seq;
DROP SEQUENCE public.t_small_seq;
ALTER TABLE public.t ALTER COLUMN small TYPE integer USING small::integer;
