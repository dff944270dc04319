SET search_path = '';
DROP VIEW public.v;
DROP INDEX public.i;
ALTER TABLE public.t DROP COLUMN ts;
DROP TEXT SEARCH CONFIGURATION public.c;
CREATE TEXT SEARCH PARSER public.prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = public.prs);
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH pg_catalog.simple;
ALTER TABLE public.t ADD COLUMN ts tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED;
CREATE INDEX i ON public.t USING gin (to_tsvector('public.c'::regconfig, a));
CREATE VIEW public.v (h) AS
 SELECT ts_headline('public.c'::regconfig, a, to_tsquery('public.c'::regconfig, 'x'::text)) AS h
   FROM public.t;
ALTER TEXT SEARCH CONFIGURATION public.c OWNER TO corpus_alice;
RESET search_path;
