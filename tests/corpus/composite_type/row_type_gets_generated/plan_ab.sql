SET search_path = '';
ALTER TABLE public.holder ALTER COLUMN one TYPE text USING one::text;
ALTER TABLE public.t ADD COLUMN b integer GENERATED ALWAYS AS ((a * 2)) STORED;
ALTER TABLE public.holder ALTER COLUMN one TYPE public.t USING (pg_catalog."left"(one, -1) OPERATOR(pg_catalog.||) ',)')::public.t;
RESET search_path;
