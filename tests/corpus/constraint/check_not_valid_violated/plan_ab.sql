SET search_path = '';
ALTER TABLE public.t ADD CONSTRAINT positive CHECK ((a > 0)) NOT VALID;
RESET search_path;
