DROP TABLE public.person;
DROP TYPE public.mood;
DROP TYPE public.nothing;
