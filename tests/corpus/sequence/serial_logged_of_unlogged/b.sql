CREATE UNLOGGED TABLE public.t(a serial); ALTER SEQUENCE public.t_a_seq SET LOGGED;
