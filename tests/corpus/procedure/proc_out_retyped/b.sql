CREATE PROCEDURE p(a int, OUT b text) LANGUAGE plpgsql AS 'begin b:=1; end';
