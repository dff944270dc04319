SET search_path = '';
CREATE DOMAIN public.email AS character varying(254) COLLATE pg_catalog."C" DEFAULT 'x@y.z'::character varying NOT NULL CONSTRAINT email_not_root CHECK (((VALUE)::text <> 'root@localhost'::text)) CONSTRAINT email_shape CHECK (((VALUE)::text ~ '^[^@]+@[^@]+$'::text));
CREATE DOMAIN public.money_amount AS numeric(14,2) DEFAULT 0.00;
CREATE DOMAIN public.plain AS integer;
CREATE DOMAIN public.tags AS text[] CONSTRAINT tags_check CHECK ((cardinality(VALUE) < 10));
CREATE TABLE public.contact (
    id public.plain,
    mail public.email,
    paid public.money_amount,
    t public.tags
);
RESET search_path;
