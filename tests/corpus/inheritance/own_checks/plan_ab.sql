SET search_path = '';
ALTER TABLE public.c ADD CONSTRAINT positive CHECK ((a > 0));
ALTER TABLE public.d ADD CONSTRAINT small CHECK ((a < 100));
RESET search_path;
