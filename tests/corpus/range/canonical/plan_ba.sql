DROP TABLE public.t;
DROP TYPE public.days CASCADE;
