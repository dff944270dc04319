CREATE TABLE public.p(b int); CREATE TABLE public.c() INHERITS (public.p);
