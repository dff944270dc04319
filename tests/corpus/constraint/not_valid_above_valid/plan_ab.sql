SET search_path = '';
CREATE TABLE public.a (
    f1 integer
);
ALTER TABLE public.a ADD CONSTRAINT k CHECK ((f1 > 0)) NOT VALID;
CREATE TABLE public.b (
    CONSTRAINT k CHECK ((f1 > 0))
) INHERITS (public.a);
RESET search_path;
