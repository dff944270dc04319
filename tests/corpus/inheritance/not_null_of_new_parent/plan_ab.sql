CREATE TABLE public.k__schemasync_rows AS SELECT a, b FROM ONLY public.k;
DROP TABLE public.k;
CREATE TABLE public.m__schemasync_rows AS SELECT a, b FROM ONLY public.m;
DROP TABLE public.m;
CREATE TABLE public.k (
    a integer,
    b integer CONSTRAINT own_b NOT NULL
) INHERITS (public.p);
INSERT INTO public.k (a, b) SELECT a::integer, b::integer FROM public.k__schemasync_rows;
DROP TABLE public.k__schemasync_rows;
CREATE TABLE public.m (
    a integer,
    b integer
) INHERITS (public.p);
INSERT INTO public.m (a, b) SELECT a::integer, b::integer FROM public.m__schemasync_rows;
DROP TABLE public.m__schemasync_rows;
