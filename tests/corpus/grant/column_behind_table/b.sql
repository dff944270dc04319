ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO corpus_app;
CREATE TABLE public.sessions (id integer, minutes integer, note text);
REVOKE UPDATE, SELECT ON public.sessions FROM corpus_app;
GRANT UPDATE (minutes, note), SELECT (id) ON public.sessions TO corpus_app;
