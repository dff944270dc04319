DROP TABLE public."user";
ALTER TABLE public.nothing ADD COLUMN x integer;
