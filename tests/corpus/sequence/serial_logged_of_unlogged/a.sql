CREATE TABLE public.t(a serial);
