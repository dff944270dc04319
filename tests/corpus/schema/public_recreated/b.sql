-- The public schema is no longer the one that initdb made.

DROP SCHEMA public;
CREATE SCHEMA public;
GRANT USAGE, CREATE ON SCHEMA public TO corpus_app;
COMMENT ON SCHEMA public IS 'our own public';
CREATE TABLE public.t (id integer);
