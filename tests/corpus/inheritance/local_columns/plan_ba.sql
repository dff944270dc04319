CREATE TABLE public.c__schemasync_rows AS SELECT a, b FROM ONLY public.c;
DROP TABLE public.c;
CREATE TABLE public.c () INHERITS (public.p);
INSERT INTO public.c (a, b) SELECT a::integer, b::text FROM public.c__schemasync_rows;
DROP TABLE public.c__schemasync_rows;
