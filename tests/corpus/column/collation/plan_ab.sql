ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE pg_catalog."C" USING a::text;
ALTER TABLE public.t ALTER COLUMN b TYPE text USING b::text;
ALTER TABLE public.t ALTER COLUMN c TYPE text COLLATE pg_catalog."POSIX" USING c::text;
ALTER TABLE public.t ADD COLUMN d text[] COLLATE pg_catalog."C";
