DROP TRIGGER tr ON public.t;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'ext', true);
    EXECUTE $$ALTER TABLE public.t ALTER COLUMN id TYPE integer USING id::integer$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
DO $body$
-- An expression here uses an operator without naming it: it is looked up in the search_path.
DECLARE path text := pg_catalog.current_setting('search_path');
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'ext', true);
    EXECUTE $$CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN (((old.email IS DISTINCT FROM new.email) AND (old.id OPERATOR(pg_catalog.>) 1))) EXECUTE FUNCTION suppress_redundant_updates_trigger()$$;
    PERFORM pg_catalog.set_config('search_path', path, true);
END$body$;
