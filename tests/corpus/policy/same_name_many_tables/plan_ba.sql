SET search_path = '';
DROP POLICY p ON public.b;
ALTER POLICY p ON public.a TO PUBLIC USING ((id = 1));
RESET search_path;
