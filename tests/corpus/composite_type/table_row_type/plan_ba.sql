ALTER TABLE public.base DROP COLUMN extra;
DROP FUNCTION public.all_base();
