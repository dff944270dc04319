SET search_path = '';
SET check_function_bodies = off;
DROP POLICY p ON public.job;
DROP TRIGGER tr ON public.job;
DROP VIEW public.open_job;
ALTER TABLE public.job DROP CONSTRAINT ok;
DROP INDEX public.job_open;
ALTER TABLE ONLY public.job ALTER COLUMN past DROP DEFAULT;
ALTER TABLE ONLY public.job ALTER COLUMN s DROP DEFAULT;
ALTER TABLE public.job DROP COLUMN is_done;
DROP FUNCTION public.set_state(integer, public.state);
ALTER TYPE public.state RENAME TO state__schemasync_old;
CREATE TYPE public.state AS ENUM ('new', 'done');
ALTER TABLE public.job ALTER COLUMN s TYPE public.state USING s::text::public.state;
ALTER TABLE public.job ALTER COLUMN past TYPE public.state[] USING past::text[]::public.state[];
DROP TYPE public.state__schemasync_old;
CREATE OR REPLACE FUNCTION public.set_state(i integer, to_state public.state DEFAULT 'done'::public.state)
 RETURNS public.state
 LANGUAGE sql
AS $function$UPDATE public.job SET s = to_state WHERE id = i RETURNING s$function$;
ALTER TABLE public.job ADD COLUMN is_done boolean GENERATED ALWAYS AS ((s = 'done'::public.state)) STORED;
ALTER TABLE ONLY public.job ALTER COLUMN past SET DEFAULT ARRAY['new'::public.state, 'done'::public.state];
ALTER TABLE ONLY public.job ALTER COLUMN s SET DEFAULT 'new'::public.state;
CREATE INDEX job_open ON public.job USING btree (id) WHERE (s <> 'done'::public.state);
ALTER TABLE public.job ADD CONSTRAINT ok CHECK (((s <> 'done'::public.state) OR (past IS NOT NULL))) NOT VALID;
ALTER TABLE public.job VALIDATE CONSTRAINT ok;
CREATE VIEW public.open_job (id, s) AS
 SELECT id,
    s
   FROM public.job
  WHERE (s = 'new'::public.state);
CREATE TRIGGER tr BEFORE UPDATE ON public.job FOR EACH ROW WHEN ((new.s = 'done'::public.state)) EXECUTE FUNCTION public.trg();
CREATE POLICY p ON public.job FOR ALL TO PUBLIC USING ((s = ANY (ARRAY['new'::public.state, 'done'::public.state])));
GRANT EXECUTE ON FUNCTION public.set_state(integer, public.state) TO corpus_app;
RESET search_path;
RESET check_function_bodies;
