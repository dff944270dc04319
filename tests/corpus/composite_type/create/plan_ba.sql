DROP TABLE public.t;
DROP TYPE public.empty;
DROP TYPE public.name;
DROP TYPE public.nested;
DROP TYPE public.point3;
