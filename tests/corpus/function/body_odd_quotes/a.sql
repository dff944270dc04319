-- Bodies that hold dollar quotes, backslashes, carriage returns and no text at all.

CREATE FUNCTION f1() RETURNS text LANGUAGE sql AS 'SELECT ''a''';
CREATE FUNCTION f2() RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
