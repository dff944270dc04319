SET search_path = '';
CREATE TABLE public.k__schemasync_rows AS SELECT a, z FROM ONLY public.k;
DROP TABLE public.k;
DROP TABLE public.p2;
CREATE TABLE public.k (
    g integer GENERATED ALWAYS AS ((a * 2)) STORED,
    z integer
) INHERITS (public.p);
INSERT INTO public.k (a, z) SELECT a::integer, z::integer FROM public.k__schemasync_rows;
DROP TABLE public.k__schemasync_rows;
RESET search_path;
