ALTER TABLE public.t DROP COLUMN added;
ALTER TABLE public.t DROP COLUMN with_default;
ALTER TABLE public.t DROP COLUMN volatile_default;
ALTER TABLE public.t DROP COLUMN arr;
ALTER TABLE public.t ADD COLUMN gone text;
ALTER TABLE public.t ADD COLUMN gone_too integer DEFAULT 4;
