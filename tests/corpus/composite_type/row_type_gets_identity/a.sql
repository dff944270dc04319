-- PostgreSQL adds no identity column to a table whose rows are stored in other columns.
-- The rows are numbered, which is no update: no trigger, rule or policy takes part.
-- rows: public.t
-- rows: public.holder
-- keeps: SELECT (one).a FROM public.holder

CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'a trigger fired'; END$$;

CREATE TABLE public.t (a text);
CREATE TABLE public.holder (one public.t, many public.t[]);
INSERT INTO public.t VALUES ('x'), ('y');
INSERT INTO public.holder VALUES (ROW('x'), ARRAY[ROW('x')::public.t]);
CREATE TRIGGER always_refuse BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.refuse();
ALTER TABLE public.t ENABLE ALWAYS TRIGGER always_refuse;
CREATE TRIGGER off BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.refuse();
ALTER TABLE public.t DISABLE TRIGGER off;
CREATE TRIGGER goes BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION public.refuse();
CREATE RULE instead AS ON UPDATE TO public.t DO INSTEAD NOTHING;
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
