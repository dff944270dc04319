ALTER TABLE public.leaves NO INHERIT public.parent;
ALTER TABLE public.child INHERIT public.parent;
ALTER TABLE public.child INHERIT public.other;
