COMMENT ON COLUMN public.t.c IS NULL;
COMMENT ON COLUMN public.t.a IS 'old a';
COMMENT ON TABLE public.t IS 'old';
COMMENT ON COLUMN public.t.b IS 'gone b';
COMMENT ON FUNCTION public.f() IS 'gone f';
