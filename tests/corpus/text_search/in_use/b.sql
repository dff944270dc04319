-- A configuration is used by a generated column, an index and a function; it is made anew on another parser.

CREATE TEXT SEARCH PARSER prs (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = prs);
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR asciiword WITH simple;
CREATE TABLE t (a text, ts tsvector GENERATED ALWAYS AS (to_tsvector('public.c'::regconfig, a)) STORED);
CREATE INDEX i ON t USING gin (to_tsvector('public.c'::regconfig, a));
CREATE VIEW v AS SELECT ts_headline('public.c'::regconfig, a, to_tsquery('public.c'::regconfig, 'x')) AS h FROM t;
ALTER TEXT SEARCH CONFIGURATION c OWNER TO corpus_alice;
