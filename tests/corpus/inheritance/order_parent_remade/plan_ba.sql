ALTER TABLE public.b NO INHERIT public.a;
