CREATE PROCEDURE p(INOUT a int, b int) LANGUAGE plpgsql AS 'begin a:=1; end';
