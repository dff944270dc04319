ALTER EXTENSION pg_trgm ADD TYPE public.mood;
ALTER EXTENSION hstore ADD FUNCTION public.doubled(integer);
ALTER EXTENSION pg_trgm DROP FUNCTION public.show_trgm(text);
ALTER EXTENSION hstore ADD TABLE public.kept;
