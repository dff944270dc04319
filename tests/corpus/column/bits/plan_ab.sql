ALTER TABLE public.t ALTER COLUMN a TYPE bit(3) USING a::bit(3);
ALTER TABLE public.t ALTER COLUMN b TYPE bit varying(3);
ALTER TABLE public.t ALTER COLUMN c TYPE bit varying(9);
ALTER TABLE public.t ALTER COLUMN d TYPE character varying(3);
