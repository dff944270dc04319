SET search_path = '';
CREATE TABLE public.p (
    a integer,
    b integer GENERATED ALWAYS AS ((a * 2)) STORED
);
CREATE TABLE public.c (
    b integer GENERATED ALWAYS AS ((a * 22)) STORED
) INHERITS (public.p);
RESET search_path;
