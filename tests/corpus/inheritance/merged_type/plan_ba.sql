ALTER TABLE public.p ALTER COLUMN a TYPE integer USING a::integer;
