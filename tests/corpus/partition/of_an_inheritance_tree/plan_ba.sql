SET search_path = '';
CREATE TABLE public.m1__schemasync_rows AS SELECT id, at FROM ONLY public.m1;
DROP TABLE public.m1;
DROP TABLE public.m;
CREATE TABLE public.m (
    id integer,
    at date
);
CREATE TABLE public.m1 (
    CONSTRAINT m1_at_check CHECK ((at < '2024-01-01'::date))
) INHERITS (public.m);
INSERT INTO public.m1 (id, at) SELECT id::integer, at::date FROM public.m1__schemasync_rows;
DROP TABLE public.m1__schemasync_rows;
RESET search_path;
