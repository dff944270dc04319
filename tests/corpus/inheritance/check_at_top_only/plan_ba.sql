SET search_path = '';
ALTER TABLE public.b ADD CONSTRAINT c CHECK ((legs > 0));
ALTER TABLE public.a DROP CONSTRAINT c;
RESET search_path;
