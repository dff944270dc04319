ALTER EXTENSION pg_trgm DROP TYPE public.mood;
ALTER EXTENSION hstore DROP FUNCTION public.doubled(integer);
ALTER EXTENSION pg_trgm ADD FUNCTION public.show_trgm(text);
ALTER EXTENSION hstore DROP TABLE public.kept;
