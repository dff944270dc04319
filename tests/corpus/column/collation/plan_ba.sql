ALTER TABLE public.t DROP COLUMN d;
ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text;
ALTER TABLE public.t ALTER COLUMN b TYPE text COLLATE pg_catalog."C" USING b::text;
ALTER TABLE public.t ALTER COLUMN c TYPE text COLLATE pg_catalog."C" USING c::text;
