SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.trg()
 RETURNS trigger
 LANGUAGE internal
AS $function$suppress_redundant_updates_trigger$function$;
RESET check_function_bodies;
