DROP VIEW public.v;
ALTER TABLE public.c NO INHERIT public.p;
DROP TABLE public.p;
