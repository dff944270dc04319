DROP POLICY see ON public.member;
DROP POLICY edit ON public.team;
DROP POLICY see ON public.team;
ALTER TABLE public.member DISABLE ROW LEVEL SECURITY;
DROP VIEW public.admins;
ALTER TABLE public.member DROP COLUMN role;
DROP FUNCTION public.is_member(integer);
