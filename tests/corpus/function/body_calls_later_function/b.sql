-- An SQL body is checked at creation: callee first, though names sort the other way.

CREATE FUNCTION z_callee() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE y_table (a integer);
CREATE FUNCTION a_caller() RETURNS integer LANGUAGE sql AS 'SELECT public.z_callee() + (SELECT count(*)::integer FROM public.y_table)';
CREATE FUNCTION b_caller() RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT z_callee() + count(*)::integer FROM y_table; END;
