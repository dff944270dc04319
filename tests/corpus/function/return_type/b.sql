-- CREATE OR REPLACE can't change it; neither out arguments nor the names of arguments.

CREATE FUNCTION ret() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION to_set() RETURNS SETOF integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION outs(a integer, OUT b integer, OUT c text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION tab() RETURNS TABLE (a integer, b integer) LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION argname(b integer) RETURNS integer LANGUAGE sql AS 'SELECT b';
CREATE FUNCTION argmode(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
