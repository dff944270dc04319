DROP TABLE public.t;
DROP TYPE public.dr;
DROP TYPE public.er;
DROP DOMAIN public.d;
DROP TYPE public.e;
