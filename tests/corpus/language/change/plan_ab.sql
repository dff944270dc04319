SET check_function_bodies = off;
DROP FUNCTION public.f();
DROP LANGUAGE lang;
ALTER LANGUAGE owned OWNER TO corpus_alice;
CREATE TRUSTED LANGUAGE lang HANDLER s.handler INLINE s.inline VALIDATOR s.validator;
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE lang
AS $function$BEGIN RETURN 1; END$function$;
GRANT USAGE ON LANGUAGE owned TO corpus_app WITH GRANT OPTION;
REVOKE USAGE ON LANGUAGE owned FROM PUBLIC;
COMMENT ON LANGUAGE lang IS 'kept';
RESET check_function_bodies;
