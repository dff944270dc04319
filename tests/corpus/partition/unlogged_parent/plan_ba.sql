DROP TABLE public.p;
