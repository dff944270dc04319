-- A function whose return type changes keeps owner, privileges and comment.

CREATE FUNCTION f(a integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint';

ALTER FUNCTION f(integer) OWNER TO corpus_alice;
REVOKE ALL ON FUNCTION f(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f(integer) TO corpus_app;
COMMENT ON FUNCTION f(integer) IS 'same';
