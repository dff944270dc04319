SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
RESET check_function_bodies;
