DROP POLICY "Can ""see"" all. 🐘" ON public.t;
DROP POLICY p_all ON public.t;
DROP POLICY p_delete ON public.t;
DROP POLICY p_insert ON public.t;
DROP POLICY p_roles ON public.t;
DROP POLICY p_select ON public.t;
DROP POLICY p_update ON public.t;
ALTER TABLE public.t DISABLE ROW LEVEL SECURITY;
