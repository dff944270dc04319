SET check_function_bodies = off;
CREATE TRUSTED LANGUAGE "Full One" HANDLER s.handler INLINE s.inline VALIDATOR s.validator;
CREATE LANGUAGE plain HANDLER s.handler;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE "Full One"
AS $function$BEGIN RETURN a; END$function$;
COMMENT ON LANGUAGE plain IS 'it''s plain';
RESET check_function_bodies;
