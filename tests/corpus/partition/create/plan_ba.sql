DROP TABLE public."Ex p";
DROP TABLE public.deep;
DROP TABLE public.h;
DROP TABLE public.l;
DROP TABLE public.no_parts;
DROP TABLE public.r;
