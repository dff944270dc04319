-- CREATE OR REPLACE can't change it; neither out arguments nor the names of arguments.

CREATE FUNCTION ret() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION to_set() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION outs(a integer, OUT b integer) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION tab() RETURNS TABLE (a integer) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION argname(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION argmode(INOUT a integer) LANGUAGE sql AS 'SELECT a';
