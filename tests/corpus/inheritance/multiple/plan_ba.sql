ALTER TABLE public.top DROP COLUMN y;
ALTER TABLE public.r DROP COLUMN l;
ALTER TABLE public.top ALTER COLUMN id TYPE integer USING id::integer;
ALTER TABLE public.top ADD COLUMN x text;
