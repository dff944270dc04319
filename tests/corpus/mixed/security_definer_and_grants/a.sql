CREATE TABLE secret (id integer, v text);
ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON secret FROM PUBLIC;
CREATE FUNCTION read_secret(i integer) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO '' AS 'SELECT v FROM public.secret WHERE id = i';
REVOKE ALL ON FUNCTION read_secret(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_secret(integer) TO corpus_app;
CREATE VIEW open_secret WITH (security_invoker = true) AS SELECT id FROM secret;
GRANT SELECT ON open_secret TO corpus_app;
