-- Settings change one by one; an empty search_path is not a missing one.

CREATE FUNCTION f1() RETURNS integer LANGUAGE sql SET search_path TO '' AS 'SELECT 1';
CREATE FUNCTION f2() RETURNS integer LANGUAGE sql SET search_path TO "$user", public AS 'SELECT 1';
CREATE FUNCTION f3() RETURNS integer LANGUAGE sql SET work_mem TO '2MB' AS 'SELECT 1';
CREATE FUNCTION f4() RETURNS integer LANGUAGE sql SET statement_timeout TO '5s' SET timezone TO 'UTC' AS 'SELECT 1';
