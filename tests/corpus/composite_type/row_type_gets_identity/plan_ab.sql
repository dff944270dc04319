SET search_path = '';
DROP TRIGGER goes ON public.t;
ALTER TABLE public.t ADD COLUMN id bigint;
ALTER TABLE public.t DISABLE TRIGGER USER;
ALTER TABLE public.t DISABLE RULE instead;
ALTER TABLE public.t NO FORCE ROW LEVEL SECURITY;
UPDATE public.t t SET id = n.number
FROM (SELECT tableoid, ctid, 10 OPERATOR(pg_catalog.+) (5 OPERATOR(pg_catalog.*) (pg_catalog.row_number() OVER () OPERATOR(pg_catalog.-) 1)) AS number FROM public.t) n
WHERE t.tableoid OPERATOR(pg_catalog.=) n.tableoid AND t.ctid OPERATOR(pg_catalog.=) n.ctid;
ALTER TABLE public.t ENABLE ALWAYS TRIGGER always_refuse;
ALTER TABLE public.t ENABLE RULE instead;
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;
ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.t_id_seq START WITH 10 INCREMENT BY 5 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max(id)) FROM public.t HAVING pg_catalog.max(id) BETWEEN 10 AND 9223372036854775807;
ALTER TABLE public.t ADD COLUMN n integer;
ALTER TABLE public.t ALTER COLUMN n SET DEFAULT 3;
ALTER TABLE public.t DISABLE TRIGGER USER;
ALTER TABLE public.t DISABLE RULE instead;
ALTER TABLE public.t NO FORCE ROW LEVEL SECURITY;
UPDATE public.t SET n = DEFAULT;
ALTER TABLE public.t ENABLE ALWAYS TRIGGER always_refuse;
ALTER TABLE public.t ENABLE RULE instead;
ALTER TABLE public.t FORCE ROW LEVEL SECURITY;
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
RESET search_path;
