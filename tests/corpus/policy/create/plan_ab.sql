SET search_path = '';
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Can ""see"" all. 🐘" ON public.t FOR SELECT TO PUBLIC USING ((EXISTS ( SELECT 1
   FROM public.t t2
  WHERE (t2.id = t.id))));
CREATE POLICY p_all ON public.t FOR ALL TO PUBLIC;
CREATE POLICY p_delete ON public.t AS RESTRICTIVE FOR DELETE TO PUBLIC USING (false);
CREATE POLICY p_insert ON public.t FOR INSERT TO corpus_app, corpus_bob WITH CHECK ((id > 0));
CREATE POLICY p_roles ON public.t AS RESTRICTIVE FOR ALL TO postgres USING (true) WITH CHECK (true);
CREATE POLICY p_select ON public.t FOR SELECT TO corpus_app USING ((owner = CURRENT_USER));
CREATE POLICY p_update ON public.t FOR UPDATE TO PUBLIC USING ((id > 0)) WITH CHECK (((id > 1) AND (owner <> 'it''s'::text)));
COMMENT ON POLICY p_all ON public.t IS 'nobody''s';
RESET search_path;
