SET search_path = '';
ALTER PUBLICATION p DROP TABLE ONLY public.t;
DROP TABLE public.gone;
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE TABLE public.added (
    id integer NOT NULL,
    CONSTRAINT added_pkey PRIMARY KEY (id)
);
ALTER PUBLICATION p ADD TABLE ONLY public.added;
ALTER PUBLICATION p ADD TABLE ONLY public.t (id, a) WHERE ((id > 5));
RESET search_path;
