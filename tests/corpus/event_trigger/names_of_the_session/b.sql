-- The event trigger's function finds its table in the session's search_path, at each statement of the plan.

CREATE TABLE public.commands (tag text);
CREATE FUNCTION public.log_command() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO commands VALUES (tg_tag);
END $$;
CREATE EVENT TRIGGER logged ON ddl_command_end EXECUTE FUNCTION public.log_command();

CREATE TABLE public.t (id int CHECK (id > 0), name text);
CREATE VIEW public.v AS SELECT lower(name) || 'x' AS name FROM public.t;
COMMENT ON VIEW public.v IS 'lower';
