ALTER TABLE public.u NOT OF;
ALTER TABLE public.t OF public.rec;
