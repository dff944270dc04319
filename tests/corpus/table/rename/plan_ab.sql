SET search_path = '';
DROP TABLE public.before;
CREATE SEQUENCE public.after_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE TABLE public.after (
    id integer DEFAULT nextval('public.after_id_seq'::regclass) NOT NULL,
    x text,
    CONSTRAINT after_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE public.after_id_seq OWNED BY public.after.id;
ALTER TABLE ONLY public.after ADD CONSTRAINT after_x_key UNIQUE (x);
RESET search_path;
