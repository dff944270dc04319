DROP TABLE public.t;
DROP TYPE public."Odd Range";
DROP TYPE public.full_one;
DROP TYPE public.plain;
DROP TYPE public.words;
