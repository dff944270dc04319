SET search_path = '';
CREATE TABLE public.child__schemasync_rows AS SELECT a FROM ONLY public.child;
DROP TABLE public.child;
CREATE TABLE public.child (
    CONSTRAINT positive CHECK ((a > 1))
) INHERITS (public.parent);
INSERT INTO public.child (a) SELECT a::integer FROM public.child__schemasync_rows;
DROP TABLE public.child__schemasync_rows;
RESET search_path;
