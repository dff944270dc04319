DROP VIEW public.active;
DROP TABLE public.member;
DROP TABLE public.tenant;
DROP FUNCTION public.touch();
