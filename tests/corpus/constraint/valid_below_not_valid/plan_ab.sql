SET search_path = '';
ALTER TABLE public.p ADD CONSTRAINT c CHECK ((a > 0)) NOT VALID;
ALTER TABLE public.p1 VALIDATE CONSTRAINT c;
RESET search_path;
