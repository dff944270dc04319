SET check_function_bodies = off;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
AS $function$SELECT 1$function$;
ALTER FUNCTION public.f(integer) OWNER TO corpus_alice;
GRANT EXECUTE ON FUNCTION public.f(integer) TO corpus_app;
REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC;
COMMENT ON FUNCTION public.f(integer) IS 'same';
RESET check_function_bodies;
