SET search_path = '';
ALTER TYPE public.state ADD VALUE 'running' AFTER 'new';
ALTER TYPE public.state ADD VALUE 'failed' AFTER 'done';
COMMIT;
ALTER TABLE ONLY public.job ALTER COLUMN s SET DEFAULT 'running'::public.state;
CREATE OR REPLACE FUNCTION public.first_state()
 RETURNS public.state
 LANGUAGE sql
 IMMUTABLE
RETURN 'failed'::public.state;
CREATE INDEX job_running ON public.job USING btree (id) WHERE (s = 'running'::public.state);
ALTER TABLE public.job ADD CONSTRAINT job_not_failed CHECK (((s <> 'failed'::public.state) OR (id > 0))) NOT VALID;
ALTER TABLE public.job VALIDATE CONSTRAINT job_not_failed;
CREATE VIEW public.failed_job (id) AS
 SELECT id
   FROM public.job
  WHERE (s = 'failed'::public.state);
ALTER TABLE public.job ENABLE ROW LEVEL SECURITY;
CREATE POLICY running_only ON public.job FOR ALL TO PUBLIC USING ((s = 'running'::public.state));
RESET search_path;
