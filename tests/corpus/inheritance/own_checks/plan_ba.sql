SET search_path = '';
ALTER TABLE public.p DROP CONSTRAINT positive;
ALTER TABLE public.p DROP CONSTRAINT small;
ALTER TABLE public.c DROP CONSTRAINT positive;
ALTER TABLE public.p ADD CONSTRAINT positive CHECK ((a > 0));
ALTER TABLE public.d DROP CONSTRAINT small;
ALTER TABLE public.p ADD CONSTRAINT small CHECK ((a < 100));
RESET search_path;
