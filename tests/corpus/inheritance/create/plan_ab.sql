SET search_path = '';
CREATE TABLE public.a (
    id integer NOT NULL,
    x text DEFAULT 'a'::text NOT NULL,
    CONSTRAINT a_pkey PRIMARY KEY (id),
    CONSTRAINT ck CHECK ((id > 0)),
    CONSTRAINT only_a CHECK ((x <> ''::text)) NO INHERIT
);
CREATE TABLE public."C c" (
    own integer
) INHERITS (public.a);
ALTER TABLE public."C c" ALTER COLUMN id SET NOT NULL;
ALTER TABLE public."C c" ALTER COLUMN x SET NOT NULL;
CREATE TABLE public.b (
    y date,
    x text
);
CREATE TABLE public.d () INHERITS (public.a, public.b);
ALTER TABLE public.d ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.d ALTER COLUMN x SET NOT NULL;
ALTER TABLE ONLY public."C c" ALTER COLUMN x SET DEFAULT 'a'::text;
ALTER TABLE ONLY public.d ALTER COLUMN x SET DEFAULT 'a'::text;
CREATE TABLE public.e (
    id integer DEFAULT 7 NOT NULL,
    x text DEFAULT 'e'::text NOT NULL,
    CONSTRAINT ck CHECK ((id > 0))
) INHERITS (public."C c");
RESET search_path;
