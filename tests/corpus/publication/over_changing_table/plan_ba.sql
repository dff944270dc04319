SET search_path = '';
ALTER PUBLICATION p DROP TABLE ONLY public.t;
DROP TABLE public.added;
ALTER TABLE public.t ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
CREATE TABLE public.gone (
    id integer NOT NULL,
    CONSTRAINT gone_pkey PRIMARY KEY (id)
);
ALTER PUBLICATION p ADD TABLE ONLY public.gone;
ALTER PUBLICATION p ADD TABLE ONLY public.t (id, a) WHERE ((id > 5));
RESET search_path;
