SET search_path = '';
ALTER SEQUENCE public.t_id_seq OWNED BY NONE;
DROP TABLE public.t;
ALTER SEQUENCE public.t_id_seq AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
ALTER SEQUENCE public.t_id_seq OWNER TO postgres;
CREATE TABLE public.t (
    id bigint DEFAULT nextval('public.t_id_seq'::regclass) CONSTRAINT t_id_not_null NOT NULL,
    k text CONSTRAINT t_k_not_null NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id, k)
) PARTITION BY RANGE (k);
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
RESET search_path;
