SET check_function_bodies = off;
DROP TABLE public.gone;
CREATE OR REPLACE FUNCTION public.no_ddl()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RAISE EXCEPTION 'no % here', tg_tag; END $function$;
ALTER TABLE public.t ADD COLUMN a text;
CREATE TABLE public.added (
    id integer
);
CREATE EVENT TRIGGER no_tables ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE', 'DROP TABLE', 'DROP FUNCTION') EXECUTE FUNCTION public.no_ddl();
RESET check_function_bodies;
