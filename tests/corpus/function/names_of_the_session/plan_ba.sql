DROP VIEW public.small;
ALTER TABLE public.t DROP CONSTRAINT t_check;
ALTER TABLE public.t DROP COLUMN doubled;
ALTER DOMAIN public.counted DROP CONSTRAINT counted_check;
