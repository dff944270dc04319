REVOKE EXECUTE ON PROCEDURE public.p(integer) FROM corpus_app;
GRANT EXECUTE ON PROCEDURE public.p(integer) TO PUBLIC;
ALTER PROCEDURE public.p(integer) OWNER TO postgres;
