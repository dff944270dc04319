ALTER PROCEDURE public.p(integer) OWNER TO corpus_alice;
GRANT EXECUTE ON PROCEDURE public.p(integer) TO corpus_app WITH GRANT OPTION;
REVOKE EXECUTE ON PROCEDURE public.p(integer) FROM PUBLIC;
