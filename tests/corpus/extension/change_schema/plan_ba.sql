ALTER EXTENSION citext SET SCHEMA public;
ALTER TABLE public.account ALTER COLUMN email TYPE public.citext USING email::text::public.citext;
