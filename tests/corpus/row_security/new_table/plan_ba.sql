DROP TABLE public."T t";
DROP TABLE public.only_forced;
