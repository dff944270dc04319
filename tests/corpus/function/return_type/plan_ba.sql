SET check_function_bodies = off;
DROP FUNCTION public.argname(integer);
DROP FUNCTION public.outs(integer);
DROP FUNCTION public.ret();
DROP FUNCTION public.tab();
DROP FUNCTION public.to_set();
CREATE OR REPLACE FUNCTION public.argmode(INOUT a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE FUNCTION public.argname(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE FUNCTION public.outs(a integer, OUT b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.ret()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.tab()
 RETURNS TABLE(a integer)
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.to_set()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
RESET check_function_bodies;
