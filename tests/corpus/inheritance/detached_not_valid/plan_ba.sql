CREATE TABLE public.c__schemasync_rows AS SELECT i FROM ONLY public.c;
DROP TABLE public.c;
CREATE TABLE public.c () INHERITS (public.p);
INSERT INTO public.c (i) SELECT i::integer FROM public.c__schemasync_rows;
DROP TABLE public.c__schemasync_rows;
