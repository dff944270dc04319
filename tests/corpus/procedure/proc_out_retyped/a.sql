CREATE PROCEDURE p(a int, OUT b int) LANGUAGE plpgsql AS 'begin b:=1; end';
