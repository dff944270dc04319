CREATE FUNCTION slug(t text, sep text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT replace(lower(t), '' '', sep)';
CREATE TABLE t (id integer, title text, s text GENERATED ALWAYS AS (slug(title, '-')) STORED);
