SET search_path = '';
SET check_function_bodies = off;
COMMENT ON TABLE public.member IS NULL;
REVOKE UPDATE (email) ON TABLE public.member FROM corpus_app;
DROP POLICY "read own" ON public.member;
DROP POLICY "write own" ON public.member;
ALTER TABLE public.org DISABLE ROW LEVEL SECURITY;
DROP TRIGGER member_touch ON public.member;
DROP VIEW public.paying;
ALTER TABLE public.member DROP CONSTRAINT member_org_id_fkey;
DROP INDEX public.member_email;
DROP INDEX public.member_org;
ALTER TABLE ONLY public.org ALTER COLUMN plan DROP DEFAULT;
ALTER TABLE public.member DROP COLUMN created_at;
ALTER TABLE public.member DROP COLUMN host;
ALTER TABLE public.member ALTER COLUMN id DROP IDENTITY;
ALTER TYPE public.plan RENAME TO plan__schemasync_old;
CREATE OR REPLACE FUNCTION public.touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN NEW; END $function$;
ALTER TABLE public.org ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.member ALTER COLUMN org_id TYPE integer USING org_id::integer;
ALTER TABLE ONLY public.member ALTER COLUMN org_id DROP NOT NULL;
ALTER TABLE public.org ALTER COLUMN name TYPE character varying(50);
ALTER TABLE ONLY public.org ALTER COLUMN name DROP NOT NULL;
ALTER TABLE public.member ALTER COLUMN meta TYPE json USING meta::json;
CREATE TYPE public.plan AS ENUM ('free', 'trial', 'paid');
ALTER TABLE public.org ALTER COLUMN plan TYPE public.plan USING plan::text::public.plan;
DROP TYPE public.plan__schemasync_old;
ALTER TABLE public.member ADD COLUMN active boolean DEFAULT true;
ALTER TABLE ONLY public.org ALTER COLUMN plan SET DEFAULT 'trial'::public.plan;
CREATE INDEX member_email ON public.member USING btree (email);
ALTER TABLE public.member ADD CONSTRAINT member_org_id_fkey FOREIGN KEY (org_id) REFERENCES public.org(id) NOT VALID;
ALTER TABLE public.member VALIDATE CONSTRAINT member_org_id_fkey;
CREATE VIEW public.paying (id, email) AS
 SELECT m.id,
    m.email
   FROM (public.member m
     JOIN public.org o ON ((o.id = m.org_id)))
  WHERE (o.plan = 'paid'::public.plan);
CREATE TRIGGER member_touch BEFORE UPDATE ON public.member FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE POLICY "read own" ON public.member FOR SELECT TO corpus_app USING ((email = CURRENT_USER));
RESET search_path;
RESET check_function_bodies;
