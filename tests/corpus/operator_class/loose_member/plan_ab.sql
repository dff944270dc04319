SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.noop(integer, bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $2$function$;
ALTER OPERATOR FAMILY public.f USING hash ADD FUNCTION 2 (integer, integer) public.noop(integer,bigint);
RESET check_function_bodies;
