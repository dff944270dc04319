REVOKE USAGE ON TYPE public.hstore FROM corpus_app;
REVOKE EXECUTE ON FUNCTION public.show_trgm(text) FROM corpus_app;
REVOKE EXECUTE ON FUNCTION public.similarity(text, text) FROM corpus_bob;
GRANT EXECUTE ON FUNCTION public.show_trgm(text) TO PUBLIC;
