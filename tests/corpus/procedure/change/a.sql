CREATE PROCEDURE body(a integer) LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE PROCEDURE attrs() LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE PROCEDURE over(a integer) LANGUAGE sql AS '';
CREATE PROCEDURE outs(a integer, OUT b integer) LANGUAGE plpgsql AS 'BEGIN b := a; END';
