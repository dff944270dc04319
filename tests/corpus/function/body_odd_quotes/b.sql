-- Bodies that hold dollar quotes, backslashes, carriage returns and no text at all.

CREATE FUNCTION f1() RETURNS text LANGUAGE sql AS $x$ SELECT $$it's \ $_$ nested $_$ $function$ and $$ || '$x' $x$;
CREATE FUNCTION f2() RETURNS void LANGUAGE plpgsql AS E'BEGIN\r\n\tPERFORM 1; -- \\\\ 🐘\r\nEND\r\n';
CREATE FUNCTION f3() RETURNS void LANGUAGE sql AS '';
CREATE FUNCTION f4() RETURNS void LANGUAGE sql AS E'\n\n  \n';
