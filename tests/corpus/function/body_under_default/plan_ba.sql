DROP VIEW public.u;
ALTER TABLE public.t DROP COLUMN d;
DROP FUNCTION public.w();
