ALTER EXTENSION citext SET SCHEMA extensions;
ALTER TABLE public.account ALTER COLUMN email TYPE extensions.citext USING email::text::extensions.citext;
