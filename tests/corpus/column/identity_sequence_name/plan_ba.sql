ALTER SEQUENCE public.t_ids RENAME TO t_a_seq;
