SET search_path = '';
DROP VIEW public.v;
ALTER TABLE public.far DROP CONSTRAINT far_c_id_fkey;
ALTER SEQUENCE public.c_serial_seq OWNED BY NONE;
CREATE TABLE public.d__schemasync_rows AS SELECT id, kind, tags, price, more, serial FROM ONLY public.d;
DROP TABLE public.d;
SET row_security = off;
CREATE TABLE public.c__schemasync_rows AS SELECT id, kind, tags, price, more, serial FROM ONLY public.c;
RESET row_security;
DROP TABLE public.c;
CREATE TABLE public.c (
    tags public.sort[],
    price numeric(8,2),
    total numeric GENERATED ALWAYS AS ((price * (2)::numeric)) STORED,
    more integer GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.c_more_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE) CONSTRAINT c_more_not_null NOT NULL,
    serial integer DEFAULT nextval('public.c_serial_seq'::regclass) CONSTRAINT c_serial_not_null NOT NULL,
    CONSTRAINT c_pkey PRIMARY KEY (id)
) INHERITS (public.p);
INSERT INTO public.c (id, kind, tags, price, more, serial) OVERRIDING SYSTEM VALUE SELECT id::integer, kind::public.sort, tags::public.sort[], price::numeric(8,2), more::integer, serial::integer FROM public.c__schemasync_rows;
SELECT pg_catalog.setval('public.c_more_seq', pg_catalog.max(more)) FROM public.c HAVING pg_catalog.max(more) BETWEEN 1 AND 2147483647;
DROP TABLE public.c__schemasync_rows;
ALTER TABLE public.c ALTER COLUMN id SET NOT NULL;
CREATE TABLE public.d () INHERITS (public.c);
INSERT INTO public.d (id, kind, tags, price, more, serial) SELECT id::integer, kind::public.sort, tags::public.sort[], price::numeric(8,2), more::integer, serial::integer FROM public.d__schemasync_rows;
DROP TABLE public.d__schemasync_rows;
ALTER TABLE public.d ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.d ALTER COLUMN more SET NOT NULL;
ALTER TABLE public.d ALTER COLUMN serial SET NOT NULL;
ALTER TABLE ONLY public.d ALTER COLUMN serial SET DEFAULT nextval('public.c_serial_seq'::regclass);
CREATE INDEX c_kind ON public.c USING btree (kind);
ALTER SEQUENCE public.c_serial_seq OWNED BY public.c.serial;
ALTER TABLE public.far ADD CONSTRAINT far_c_id_fkey FOREIGN KEY (c_id) REFERENCES public.c(id) NOT VALID;
ALTER TABLE public.far VALIDATE CONSTRAINT far_c_id_fkey;
CREATE VIEW public.v (id, kind) AS
 SELECT id,
    kind
   FROM public.c;
CREATE TRIGGER t BEFORE INSERT ON public.c FOR EACH ROW EXECUTE FUNCTION public.f();
ALTER TABLE public.c ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.c FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody ON public.c FOR ALL TO PUBLIC USING ((kind = 'y'::public.sort));
RESET search_path;
