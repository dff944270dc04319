COMMENT ON COLUMN public.t.b IS NULL;
COMMENT ON FUNCTION public.f() IS NULL;
COMMENT ON COLUMN public.t.a IS 'old a ';
COMMENT ON TABLE public.t IS 'new, with -- dashes; and $$ and /* this */';
COMMENT ON COLUMN public.t.c IS ' ';
