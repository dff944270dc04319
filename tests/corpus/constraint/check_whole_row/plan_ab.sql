SET search_path = '';
ALTER TABLE public.t ADD CONSTRAINT one_is_set CHECK ((num_nonnulls(a, b) = 1)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT one_is_set;
ALTER TABLE public.t ADD CONSTRAINT some_row CHECK ((t.* IS NOT NULL)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT some_row;
ALTER TABLE public.t ADD CONSTRAINT tid CHECK ((tableoid > (0)::oid)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT tid;
RESET search_path;
