SET search_path = '';
DROP TRIGGER x ON public.t;
ALTER TABLE public.t DROP COLUMN b;
CREATE TRIGGER x BEFORE UPDATE OF a ON public.t FOR EACH ROW WHEN ((new.a > 1)) EXECUTE FUNCTION public.trg();
RESET search_path;
