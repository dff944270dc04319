SET check_function_bodies = off;
DROP TRANSFORM FOR public.t1 LANGUAGE lang;
DROP TRANSFORM FOR public.t2 LANGUAGE lang;
CREATE TRANSFORM FOR public.t2 LANGUAGE lang (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION public.t2_from(internal));
CREATE TRANSFORM FOR public.t3 LANGUAGE lang (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION public.t3_from(internal));
CREATE OR REPLACE FUNCTION public.uses_it(x public.t3)
 RETURNS public.t3
 TRANSFORM FOR TYPE public.t3
 LANGUAGE lang
AS $function$BEGIN RETURN x; END$function$;
COMMENT ON TRANSFORM FOR public.t2 LANGUAGE lang IS 'kept';
RESET check_function_bodies;
