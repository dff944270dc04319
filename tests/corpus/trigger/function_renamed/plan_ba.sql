SET check_function_bodies = off;
DROP TRIGGER x ON public.t;
DROP FUNCTION s.new_trg();
DROP SCHEMA s;
CREATE OR REPLACE FUNCTION public.old_trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE TRIGGER x BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.old_trg();
RESET check_function_bodies;
