CREATE TABLE public.p(b int, a int GENERATED ALWAYS AS IDENTITY); CREATE TABLE public.c() INHERITS (public.p);
