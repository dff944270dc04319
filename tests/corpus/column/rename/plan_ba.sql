SET search_path = '';
ALTER TABLE public.t DROP COLUMN after;
ALTER TABLE public.t ADD COLUMN before text DEFAULT 'a'::text NOT NULL;
CREATE INDEX t_i ON public.t USING btree (before);
ALTER TABLE public.t ADD CONSTRAINT t_before_check CHECK ((before <> ''::text)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_before_check;
RESET search_path;
