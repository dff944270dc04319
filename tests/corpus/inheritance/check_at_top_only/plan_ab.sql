SET search_path = '';
ALTER TABLE public.b DROP CONSTRAINT c;
ALTER TABLE public.a ADD CONSTRAINT c CHECK ((legs > 0));
RESET search_path;
