ALTER TABLE public.t ADD COLUMN n integer;
ALTER SEQUENCE public.s OWNED BY public.t.n;
