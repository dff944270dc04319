SET check_function_bodies = off;
DROP PROCEDURE public.p(integer, integer);
CREATE OR REPLACE PROCEDURE public.p(IN a integer, INOUT b integer)
 LANGUAGE plpgsql
AS $procedure$begin b:=1; end$procedure$;
RESET check_function_bodies;
