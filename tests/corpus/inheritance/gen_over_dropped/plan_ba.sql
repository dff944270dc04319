SET search_path = '';
ALTER TABLE public.p ADD COLUMN a integer;
ALTER TABLE public.c ADD COLUMN g integer GENERATED ALWAYS AS ((a * 2)) STORED;
RESET search_path;
