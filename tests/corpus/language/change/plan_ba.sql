SET check_function_bodies = off;
REVOKE USAGE ON LANGUAGE owned FROM corpus_app;
GRANT USAGE ON LANGUAGE owned TO PUBLIC;
DROP FUNCTION public.f();
DROP LANGUAGE lang;
ALTER LANGUAGE owned OWNER TO postgres;
CREATE LANGUAGE lang HANDLER s.handler;
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE lang
AS $function$BEGIN RETURN 1; END$function$;
COMMENT ON LANGUAGE lang IS 'kept';
RESET check_function_bodies;
