DROP TABLE public.d;
DROP TABLE public.b;
DROP TABLE public.e;
DROP TABLE public."C c";
DROP TABLE public.a;
