SET search_path = '';
ALTER TABLE public.silent ADD COLUMN b bigint;
ALTER TABLE ONLY public.silent REPLICA IDENTITY FULL;
UPDATE public.silent t SET b = n.number
FROM (SELECT tableoid, ctid, 1 OPERATOR(pg_catalog.+) (1 OPERATOR(pg_catalog.*) (pg_catalog.row_number() OVER () OPERATOR(pg_catalog.-) 1)) AS number FROM public.silent) n
WHERE t.tableoid OPERATOR(pg_catalog.=) n.tableoid AND t.ctid OPERATOR(pg_catalog.=) n.ctid;
ALTER TABLE ONLY public.silent REPLICA IDENTITY NOTHING;
ALTER TABLE public.silent ALTER COLUMN b SET NOT NULL;
ALTER TABLE public.silent ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.silent_b_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.silent_b_seq', pg_catalog.max(b)) FROM public.silent HAVING pg_catalog.max(b) BETWEEN 1 AND 9223372036854775807;
ALTER TABLE public.t ADD COLUMN b timestamp with time zone;
ALTER TABLE public.t ALTER COLUMN b SET DEFAULT clock_timestamp();
ALTER TABLE ONLY public.t REPLICA IDENTITY FULL;
UPDATE public.t SET b = DEFAULT;
ALTER TABLE ONLY public.t REPLICA IDENTITY DEFAULT;
ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
RESET search_path;
