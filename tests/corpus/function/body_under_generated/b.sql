CREATE TABLE public.t (x int);INSERT INTO public.t VALUES (1); CREATE TABLE public.u (y int);
CREATE FUNCTION public.w(int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT count(*) FROM public.u WHERE y = $1';
ALTER TABLE public.t ADD COLUMN d bigint GENERATED ALWAYS AS (public.w(x)) STORED;
