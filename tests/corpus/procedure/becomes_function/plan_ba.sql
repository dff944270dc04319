DROP PROCEDURE public.f(integer);
DROP FUNCTION public.p(integer);
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS void
 LANGUAGE sql
AS $function$$function$;
CREATE OR REPLACE PROCEDURE public.p(IN a integer)
 LANGUAGE sql
AS $procedure$$procedure$;
