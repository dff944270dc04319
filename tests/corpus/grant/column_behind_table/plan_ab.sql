CREATE TABLE public.sessions (
    id integer,
    minutes integer,
    note text
);
REVOKE SELECT, UPDATE ON TABLE public.sessions FROM corpus_app;
GRANT SELECT (id) ON TABLE public.sessions TO corpus_app;
GRANT UPDATE (minutes) ON TABLE public.sessions TO corpus_app;
GRANT UPDATE (note) ON TABLE public.sessions TO corpus_app;
GRANT SELECT (id) ON TABLE public.sessions TO corpus_app;
GRANT UPDATE (minutes) ON TABLE public.sessions TO corpus_app;
GRANT UPDATE (note) ON TABLE public.sessions TO corpus_app;
