SET check_function_bodies = off;
DROP FUNCTION public.argname(integer);
DROP FUNCTION public.outs(integer);
DROP FUNCTION public.ret();
DROP FUNCTION public.tab();
DROP FUNCTION public.to_set();
CREATE OR REPLACE FUNCTION public.argmode(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE FUNCTION public.argname(b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT b$function$;
CREATE OR REPLACE FUNCTION public.outs(a integer, OUT b integer, OUT c text)
 RETURNS record
 LANGUAGE sql
AS $function$ SELECT 1, 'x' $function$;
CREATE OR REPLACE FUNCTION public.ret()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT 1::bigint$function$;
CREATE OR REPLACE FUNCTION public.tab()
 RETURNS TABLE(a integer, b integer)
 LANGUAGE sql
AS $function$SELECT 1, 2$function$;
CREATE OR REPLACE FUNCTION public.to_set()
 RETURNS SETOF integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
