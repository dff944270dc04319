SET search_path = '';
ALTER TABLE public.t DROP COLUMN before;
ALTER TABLE public.t ADD COLUMN after text DEFAULT 'a'::text NOT NULL;
CREATE INDEX t_i ON public.t USING btree (after);
ALTER TABLE public.t ADD CONSTRAINT t_after_check CHECK ((after <> ''::text)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_after_check;
RESET search_path;
