SET search_path = '';
ALTER SEQUENCE public.t_id_seq OWNED BY NONE;
DROP TABLE public.t;
ALTER SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
ALTER SEQUENCE public.t_id_seq OWNER TO corpus_alice;
CREATE TABLE public.t (
    id integer DEFAULT nextval('public.t_id_seq'::regclass) CONSTRAINT t_id_not_null NOT NULL,
    k text CONSTRAINT t_k_not_null NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id, k)
) PARTITION BY LIST (k);
ALTER TABLE public.t OWNER TO corpus_alice;
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
RESET search_path;
