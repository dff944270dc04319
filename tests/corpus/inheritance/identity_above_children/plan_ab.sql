SET search_path = '';
ALTER TABLE public.p ADD COLUMN a integer;
UPDATE public.p t SET a = n.number
FROM (SELECT tableoid, ctid, 1 OPERATOR(pg_catalog.+) (1 OPERATOR(pg_catalog.*) (pg_catalog.row_number() OVER () OPERATOR(pg_catalog.-) 1)) AS number FROM public.p) n
WHERE t.tableoid OPERATOR(pg_catalog.=) n.tableoid AND t.ctid OPERATOR(pg_catalog.=) n.ctid;
ALTER TABLE public.p ALTER COLUMN a SET NOT NULL;
ALTER TABLE public.p ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.p_a_seq START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE);
SELECT pg_catalog.setval('public.p_a_seq', pg_catalog.max(a)) FROM public.p HAVING pg_catalog.max(a) BETWEEN 1 AND 2147483647;
ALTER TABLE public.c ALTER COLUMN a SET NOT NULL;
RESET search_path;
