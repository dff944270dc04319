SET search_path = '';
ALTER TABLE public.t ALTER COLUMN g SET EXPRESSION AS ((w + 2));
RESET search_path;
