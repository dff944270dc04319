SET search_path = '';
ALTER TYPE public.state ADD VALUE 'paused' AFTER 'new';
COMMIT;
CREATE OR REPLACE VIEW public.open_job (id, s) AS
 SELECT id,
    s
   FROM public.job
  WHERE (s = ANY (ARRAY['new'::public.state, 'paused'::public.state]));
RESET search_path;
