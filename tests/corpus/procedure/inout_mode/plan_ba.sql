SET check_function_bodies = off;
DROP PROCEDURE public.p(integer, integer);
CREATE OR REPLACE PROCEDURE public.p(INOUT a integer, IN b integer)
 LANGUAGE plpgsql
AS $procedure$begin a:=1; end$procedure$;
RESET check_function_bodies;
