ALTER TABLE public.person DROP CONSTRAINT named;
DROP INDEX public.person_full_name;
ALTER TABLE public.person ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.person ALTER COLUMN name TYPE text USING name::text;
CREATE INDEX person_full_name ON public.person USING btree (public.full_name(person.*));
ALTER TABLE public.person ADD CONSTRAINT named CHECK ((public.full_name(person.*) OPERATOR(pg_catalog.<>) ''::text)) NOT VALID;
ALTER TABLE public.person VALIDATE CONSTRAINT named;
