SET search_path = '';
ALTER TABLE public.t DROP COLUMN gone;
ALTER TABLE public.t DROP COLUMN gone_too;
ALTER TABLE public.t ADD COLUMN added text;
ALTER TABLE public.t ADD COLUMN with_default integer DEFAULT 7 NOT NULL;
ALTER TABLE public.t ADD COLUMN volatile_default uuid DEFAULT gen_random_uuid();
ALTER TABLE public.t ADD COLUMN arr integer[] DEFAULT '{1,2}'::integer[] NOT NULL;
RESET search_path;
