SET search_path = '';
ALTER POLICY p ON public.a TO PUBLIC USING ((id = 2));
CREATE POLICY p ON public.b FOR ALL TO PUBLIC USING ((id = 3));
RESET search_path;
