CREATE TABLE public.k__schemasync_rows AS SELECT a, z FROM ONLY public.k;
DROP TABLE public.k;
CREATE TABLE public.k (
    a integer
) INHERITS (public.q);
INSERT INTO public.k (a, z) SELECT a::integer, z::integer FROM public.k__schemasync_rows;
DROP TABLE public.k__schemasync_rows;
