CREATE FUNCTION fine(t text, n integer DEFAULT 3) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length(t) > n';
CREATE DOMAIN d AS text CONSTRAINT d_ok CHECK (fine(VALUE));
