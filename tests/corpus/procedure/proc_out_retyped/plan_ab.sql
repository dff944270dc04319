SET check_function_bodies = off;
DROP PROCEDURE public.p(integer);
CREATE OR REPLACE PROCEDURE public.p(IN a integer, OUT b text)
 LANGUAGE plpgsql
AS $procedure$begin b:=1; end$procedure$;
RESET check_function_bodies;
