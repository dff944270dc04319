DROP VIEW public.v;
ALTER TABLE public.t DROP CONSTRAINT t_id_check;
