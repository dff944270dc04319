ALTER TABLE public.t ALTER COLUMN a TYPE text USING a::text;
ALTER TABLE public.t ALTER COLUMN b TYPE bit(3);
ALTER TABLE public.t ALTER COLUMN c TYPE bit varying(5);
ALTER TABLE public.t ALTER COLUMN d TYPE text USING d::text;
