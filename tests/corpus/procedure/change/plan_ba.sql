SET check_function_bodies = off;
DROP PROCEDURE public.outs(integer, integer);
DROP PROCEDURE public.over(integer, integer);
DROP PROCEDURE public.over(text);
CREATE OR REPLACE PROCEDURE public.attrs()
 LANGUAGE plpgsql
AS $procedure$BEGIN NULL; END$procedure$;
CREATE OR REPLACE PROCEDURE public.body(IN a integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN NULL; END$procedure$;
CREATE OR REPLACE PROCEDURE public.outs(IN a integer, OUT b integer)
 LANGUAGE plpgsql
AS $procedure$BEGIN b := a; END$procedure$;
CREATE OR REPLACE PROCEDURE public.over(IN a integer)
 LANGUAGE sql
AS $procedure$$procedure$;
RESET check_function_bodies;
