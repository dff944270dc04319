DROP VIEW public.domains;
DROP INDEX public.account_email;
ALTER TABLE ONLY public.account ALTER COLUMN email DROP DEFAULT;
DROP FUNCTION public.by_email(public.citext);
ALTER TABLE public.account ALTER COLUMN email TYPE text USING email::text;
ALTER TABLE ONLY public.account ALTER COLUMN email DROP NOT NULL;
DROP EXTENSION citext;
