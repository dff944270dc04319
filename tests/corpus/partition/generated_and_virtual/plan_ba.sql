SET search_path = '';
DROP TABLE public.p2;
ALTER TABLE public.p DROP COLUMN g;
ALTER TABLE public.p RENAME CONSTRAINT nn2 TO nn;
ALTER TABLE public.p ADD COLUMN g integer GENERATED ALWAYS AS ((id * 2)) STORED;
RESET search_path;
