CREATE TABLE public.p (d int); CREATE TABLE public.c () INHERITS (public.p); ALTER TABLE public.p ADD CONSTRAINT k CHECK (d > 0) NOT VALID;
