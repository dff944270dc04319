CREATE PROCEDURE body(a integer) LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'', a; END';
CREATE PROCEDURE attrs() LANGUAGE plpgsql SECURITY DEFINER SET work_mem TO '2MB' AS 'BEGIN NULL; END';
CREATE PROCEDURE over(a text) LANGUAGE sql AS '';
CREATE PROCEDURE over(a integer, b integer) LANGUAGE sql AS '';
CREATE PROCEDURE outs(a integer, INOUT b integer) LANGUAGE plpgsql AS 'BEGIN b := a; END';
