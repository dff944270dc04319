SET check_function_bodies = off;
DROP PROCEDURE public.outs(integer);
DROP PROCEDURE public.over(integer);
CREATE OR REPLACE PROCEDURE public.attrs()
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET work_mem TO '2MB'
AS $procedure$BEGIN NULL; END$procedure$;
CREATE OR REPLACE PROCEDURE public.body(IN a integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN RAISE NOTICE '%', a; END$procedure$;
CREATE OR REPLACE PROCEDURE public.outs(IN a integer, INOUT b integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN b := a; END$procedure$;
CREATE OR REPLACE PROCEDURE public.over(IN a integer, IN b integer)
 LANGUAGE sql
AS $procedure$$procedure$;
CREATE OR REPLACE PROCEDURE public.over(IN a text)
 LANGUAGE sql
AS $procedure$$procedure$;
RESET check_function_bodies;
