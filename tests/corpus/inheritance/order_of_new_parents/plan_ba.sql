ALTER TABLE public.d NO INHERIT public.b;
ALTER TABLE public.d NO INHERIT public.c;
ALTER TABLE public.d NO INHERIT public.a;
DROP TABLE public.b;
ALTER TABLE public.d DROP CONSTRAINT late;
DROP FUNCTION public.f(public.v);
DROP VIEW public.v;
