CREATE TABLE public.t (x int); INSERT INTO public.t VALUES (1);
