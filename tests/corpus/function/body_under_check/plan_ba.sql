ALTER TABLE public.t DROP CONSTRAINT c;
DROP FUNCTION public.w(integer);
DROP FUNCTION public.z();
DROP VIEW public.v;
