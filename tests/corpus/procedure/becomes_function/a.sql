CREATE PROCEDURE p(a integer) LANGUAGE sql AS '';
CREATE FUNCTION f(a integer) RETURNS void LANGUAGE sql AS '';
