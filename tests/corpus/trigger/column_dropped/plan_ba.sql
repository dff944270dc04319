SET search_path = '';
DROP TRIGGER x ON public.t;
ALTER TABLE public.t ADD COLUMN b integer;
CREATE TRIGGER x BEFORE UPDATE OF a, b ON public.t FOR EACH ROW WHEN ((new.b > 1)) EXECUTE FUNCTION public.trg();
RESET search_path;
