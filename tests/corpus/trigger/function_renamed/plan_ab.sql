SET check_function_bodies = off;
DROP TRIGGER x ON public.t;
DROP FUNCTION public.old_trg();
CREATE SCHEMA s;
CREATE OR REPLACE FUNCTION s.new_trg()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;
CREATE TRIGGER x BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION s.new_trg();
RESET check_function_bodies;
