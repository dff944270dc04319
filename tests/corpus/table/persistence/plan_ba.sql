ALTER TABLE public.logged SET LOGGED;
ALTER SEQUENCE public.logged_id_seq SET LOGGED;
ALTER TABLE public.fast SET UNLOGGED;
