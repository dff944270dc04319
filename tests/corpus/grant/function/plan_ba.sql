REVOKE EXECUTE ON FUNCTION public.f(integer) FROM corpus_app;
GRANT EXECUTE ON FUNCTION public.g(text) TO postgres;
GRANT EXECUTE ON FUNCTION public.f(integer) TO PUBLIC;
GRANT EXECUTE ON FUNCTION public.g(text) TO PUBLIC;
DROP PROCEDURE public.p(integer);
REVOKE EXECUTE ON FUNCTION public.g(integer) FROM PUBLIC;
