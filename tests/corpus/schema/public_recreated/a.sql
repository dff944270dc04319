-- The public schema is no longer the one that initdb made.

CREATE TABLE public.t (id integer);
