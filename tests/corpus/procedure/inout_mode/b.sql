CREATE PROCEDURE p(a int, INOUT b int) LANGUAGE plpgsql AS 'begin b:=1; end';
