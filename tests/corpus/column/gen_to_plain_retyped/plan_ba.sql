SET search_path = '';
ALTER TABLE public.t DROP COLUMN g;
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS ((a * 2)) STORED;
CREATE INDEX i ON public.t USING btree (g);
RESET search_path;
