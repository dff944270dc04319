CREATE TABLE public.d_b__schemasync_common AS SELECT aa, bb FROM public.b WITH NO DATA;
ALTER TABLE public.d INHERIT public.d_b__schemasync_common;
ALTER TABLE public.d NO INHERIT public.b;
CREATE TABLE public.d_c__schemasync_common AS SELECT aa, cc FROM public.c WITH NO DATA;
ALTER TABLE public.d INHERIT public.d_c__schemasync_common;
ALTER TABLE public.d NO INHERIT public.c;
CREATE TABLE public.d_a__schemasync_common AS SELECT aa FROM public.a WITH NO DATA;
ALTER TABLE public.d INHERIT public.d_a__schemasync_common;
ALTER TABLE public.d NO INHERIT public.a;
CREATE TABLE public.b__schemasync_rows AS SELECT aa, bb FROM ONLY public.b;
DROP TABLE public.b;
CREATE TABLE public.b (
    bb text
) INHERITS (public.a);
INSERT INTO public.b (aa, bb) SELECT aa::text, bb::text FROM public.b__schemasync_rows;
DROP TABLE public.b__schemasync_rows;
ALTER TABLE public.d INHERIT public.b;
ALTER TABLE public.d INHERIT public.c;
ALTER TABLE public.d INHERIT public.a;
ALTER TABLE public.d NO INHERIT public.d_a__schemasync_common;
DROP TABLE public.d_a__schemasync_common;
ALTER TABLE public.d NO INHERIT public.d_b__schemasync_common;
DROP TABLE public.d_b__schemasync_common;
ALTER TABLE public.d NO INHERIT public.d_c__schemasync_common;
DROP TABLE public.d_c__schemasync_common;
