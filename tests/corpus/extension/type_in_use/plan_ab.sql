SET check_function_bodies = off;
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE OR REPLACE FUNCTION public.by_email(e public.citext)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$SELECT id FROM public.account WHERE email = e$function$;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
ALTER TABLE public.account ALTER COLUMN email TYPE public.citext USING email::public.citext;
ALTER TABLE ONLY public.account ALTER COLUMN email SET NOT NULL;
ALTER TABLE ONLY public.account ALTER COLUMN email SET DEFAULT 'nobody@example.com'::public.citext;
CREATE UNIQUE INDEX account_email ON public.account USING btree (email);
CREATE VIEW public.domains (host) AS
 SELECT public.split_part(account.email, '@'::public.citext, 2) AS host
   FROM public.account;
RESET check_function_bodies;
