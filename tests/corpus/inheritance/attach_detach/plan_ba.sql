ALTER TABLE public.child NO INHERIT public.parent;
ALTER TABLE public.child NO INHERIT public.other;
ALTER TABLE public.leaves INHERIT public.parent;
