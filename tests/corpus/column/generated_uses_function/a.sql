CREATE FUNCTION slug(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
CREATE TABLE t (id integer, title text, s text GENERATED ALWAYS AS (slug(title)) STORED);
