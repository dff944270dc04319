-- Settings change one by one; an empty search_path is not a missing one.

CREATE FUNCTION f1() RETURNS integer LANGUAGE sql SET search_path TO public AS 'SELECT 1';
CREATE FUNCTION f2() RETURNS integer LANGUAGE sql SET search_path TO '' AS 'SELECT 1';
CREATE FUNCTION f3() RETURNS integer LANGUAGE sql SET work_mem TO '1MB' SET enable_seqscan TO off AS 'SELECT 1';
CREATE FUNCTION f4() RETURNS integer LANGUAGE sql AS 'SELECT 1';
