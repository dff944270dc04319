SET search_path = '';
DROP POLICY own ON public.t;
DROP POLICY cross_table ON public.u;
ALTER TABLE public.t ALTER COLUMN owner TYPE character varying(30);
CREATE POLICY own ON public.t FOR ALL TO corpus_app USING (((owner)::text = 'me'::text)) WITH CHECK (((owner)::text <> 'you'::text));
CREATE POLICY cross_table ON public.u FOR ALL TO PUBLIC USING ((EXISTS ( SELECT
   FROM public.t
  WHERE ((t.owner)::text = u.t_owner))));
COMMENT ON POLICY cross_table ON public.u IS 'crosses';
RESET search_path;
