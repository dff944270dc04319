ALTER SEQUENCE public.s2 OWNED BY NONE;
ALTER SEQUENCE public.s3 OWNED BY public.t.id;
ALTER SEQUENCE public.s1 OWNED BY public.t.id;
