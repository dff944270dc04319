DROP TABLE public.kinds;
