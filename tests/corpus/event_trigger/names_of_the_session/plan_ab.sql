ALTER TABLE public.t ADD CONSTRAINT t_id_check CHECK ((id OPERATOR(pg_catalog.>) 0)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT t_id_check;
CREATE VIEW public.v (name) AS
 SELECT (pg_catalog.lower(name) OPERATOR(pg_catalog.||) 'x'::text) AS name
   FROM public.t;
COMMENT ON VIEW public.v IS 'lower';
