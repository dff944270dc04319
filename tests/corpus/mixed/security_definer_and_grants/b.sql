CREATE TABLE secret (id integer, v text);
GRANT SELECT ON secret TO corpus_app;
CREATE FUNCTION read_secret(i integer) RETURNS text LANGUAGE sql STABLE AS 'SELECT v FROM public.secret WHERE id = i';
CREATE VIEW open_secret AS SELECT id FROM secret;
GRANT SELECT ON open_secret TO corpus_app, PUBLIC;
