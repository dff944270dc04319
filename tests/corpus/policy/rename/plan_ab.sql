SET search_path = '';
DROP POLICY "Old name" ON public.t;
CREATE POLICY "New name" ON public.t FOR SELECT TO corpus_app USING ((id = 1));
RESET search_path;
