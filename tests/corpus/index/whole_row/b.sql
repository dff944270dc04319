-- An index and a check that read the whole row would read the row of the new type as if it were of the old one.
-- rows: public.person

CREATE TABLE public.person (id bigint, name varchar(20));
INSERT INTO public.person VALUES (1, 'x');
CREATE FUNCTION public.full_name(public.person) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.name';
CREATE INDEX person_full_name ON public.person (public.full_name(person));
ALTER TABLE public.person ADD CONSTRAINT named CHECK (public.full_name(person) <> '');
CREATE VIEW public.persons AS SELECT person.full_name FROM public.person;
