SET search_path = '';
DROP POLICY own ON public.t;
DROP POLICY cross_table ON public.u;
ALTER TABLE public.t ALTER COLUMN owner TYPE text USING owner::text;
CREATE POLICY own ON public.t FOR ALL TO corpus_app USING ((owner = 'me'::text)) WITH CHECK ((owner <> 'you'::text));
CREATE POLICY cross_table ON public.u FOR ALL TO PUBLIC USING ((EXISTS ( SELECT
   FROM public.t
  WHERE (t.owner = u.t_owner))));
COMMENT ON POLICY cross_table ON public.u IS 'crosses';
RESET search_path;
