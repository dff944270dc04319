ALTER DOMAIN public.counted ADD CONSTRAINT counted_check CHECK ((public.factor(VALUE) OPERATOR(pg_catalog.>) 0));
ALTER TABLE public.t ADD COLUMN doubled integer GENERATED ALWAYS AS ((public.factor(id) OPERATOR(pg_catalog.+) 1)) STORED;
ALTER TABLE public.t ADD CONSTRAINT t_check CHECK (((public.factor(id) OPERATOR(pg_catalog.>) 0) AND (pg_catalog.lower((name)::text) OPERATOR(pg_catalog.=) 'a'::text))) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_check;
SET search_path = '';
CREATE VIEW public.small (id) AS
 SELECT id
   FROM public.t
  WHERE (lower((name)::text) = 'a'::text);
RESET search_path;
