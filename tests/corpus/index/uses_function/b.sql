CREATE FUNCTION norm(t text, f text DEFAULT 'x') RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
CREATE TABLE t (a text);
CREATE INDEX i ON t (norm(a)) WHERE norm(a, 'y') <> '';
