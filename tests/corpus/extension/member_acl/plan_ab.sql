GRANT USAGE ON TYPE public.hstore TO corpus_app;
GRANT EXECUTE ON FUNCTION public.show_trgm(text) TO corpus_app;
GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO corpus_bob WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION public.show_trgm(text) FROM PUBLIC;
