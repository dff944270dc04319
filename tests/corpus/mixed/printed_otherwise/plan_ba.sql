DROP VIEW public.last;
