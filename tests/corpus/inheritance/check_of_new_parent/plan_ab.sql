CREATE TABLE public.k__schemasync_rows AS SELECT z, a FROM ONLY public.k;
DROP TABLE public.k;
CREATE TABLE public.k (
    a integer,
    z integer
) INHERITS (public.p);
INSERT INTO public.k (z, a) SELECT z::integer, a::integer FROM public.k__schemasync_rows;
DROP TABLE public.k__schemasync_rows;
