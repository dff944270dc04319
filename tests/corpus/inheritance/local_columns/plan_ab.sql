CREATE TABLE public.c_p__schemasync_common AS SELECT b FROM public.p WITH NO DATA;
ALTER TABLE public.c INHERIT public.c_p__schemasync_common;
ALTER TABLE public.c NO INHERIT public.p;
ALTER TABLE public.c INHERIT public.p;
ALTER TABLE public.c NO INHERIT public.c_p__schemasync_common;
DROP TABLE public.c_p__schemasync_common;
