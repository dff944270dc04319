SET search_path = '';
DROP VIEW public.early;
ALTER TABLE public.person DROP CONSTRAINT person_name_key;
DROP INDEX public.person_name;
ALTER TABLE ONLY public.person ALTER COLUMN name DROP DEFAULT;
ALTER TABLE public.person DROP COLUMN upper;
ALTER TYPE public.tag RENAME TO tag__schemasync_old;
ALTER DOMAIN public.nick RENAME TO nick__schemasync_old;
ALTER COLLATION public.sorted RENAME TO sorted__schemasync_old;
CREATE COLLATION public.sorted (provider = libc, locale = 'C');
ALTER TABLE public.person ALTER COLUMN name TYPE text COLLATE public.sorted USING name;
ALTER TABLE public.place ALTER COLUMN name TYPE text COLLATE public.sorted USING name;
ALTER TABLE public.person ALTER COLUMN alias TYPE character varying(10)[] COLLATE public.sorted USING alias;
CREATE DOMAIN public.nick AS text COLLATE public.sorted CONSTRAINT nick_check CHECK ((VALUE > 'a'::text));
ALTER TABLE public.person ALTER COLUMN nick TYPE public.nick USING nick::text::public.nick;
ALTER TABLE public.person ALTER COLUMN nick TYPE public.nick USING nick::text::public.nick;
DROP DOMAIN public.nick__schemasync_old;
CREATE TYPE public.tag AS (key text COLLATE public.sorted, value integer);
ALTER TABLE public.person ALTER COLUMN tag TYPE public.tag USING tag::text::public.tag;
DROP TYPE public.tag__schemasync_old;
DROP COLLATION public.sorted__schemasync_old;
ALTER TABLE public.person ADD COLUMN upper text COLLATE public.sorted GENERATED ALWAYS AS (upper(name)) STORED;
ALTER TABLE ONLY public.person ALTER COLUMN name SET DEFAULT 'nobody'::text;
CREATE INDEX person_name ON public.person USING btree (lower(name), id);
ALTER TABLE ONLY public.person ADD CONSTRAINT person_name_key UNIQUE (name);
CREATE VIEW public.early (name) AS
 SELECT name
   FROM public.person
  WHERE (name < 'm'::text);
RESET search_path;
