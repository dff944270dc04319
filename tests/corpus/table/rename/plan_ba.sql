SET search_path = '';
DROP TABLE public.after;
CREATE SEQUENCE public.before_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE TABLE public.before (
    id integer DEFAULT nextval('public.before_id_seq'::regclass) NOT NULL,
    x text,
    CONSTRAINT before_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE public.before_id_seq OWNED BY public.before.id;
ALTER TABLE ONLY public.before ADD CONSTRAINT before_x_key UNIQUE (x);
RESET search_path;
