CREATE TABLE public.t (x int);INSERT INTO public.t VALUES (1); CREATE VIEW public.u AS SELECT 1 AS y;
CREATE FUNCTION public.w() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.u';
ALTER TABLE public.t ADD COLUMN d bigint DEFAULT public.w();
