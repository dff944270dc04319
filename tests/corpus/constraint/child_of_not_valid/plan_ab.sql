CREATE TABLE public.c () INHERITS (public.p);
