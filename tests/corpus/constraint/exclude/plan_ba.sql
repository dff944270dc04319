SET search_path = '';
ALTER TABLE public.booking DROP CONSTRAINT later;
ALTER TABLE public.booking DROP CONSTRAINT no_overlap;
ALTER TABLE public.booking DROP CONSTRAINT opc;
ALTER TABLE public.booking ADD CONSTRAINT gone EXCLUDE USING gist (c WITH &&);
ALTER TABLE public.booking ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
RESET search_path;
