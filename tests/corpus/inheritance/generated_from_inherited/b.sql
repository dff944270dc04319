-- requires: pg >= 17
CREATE TABLE public.p (a int, b int GENERATED ALWAYS AS (a * 2) STORED); CREATE TABLE public.c (b int GENERATED ALWAYS AS (a * 22) STORED) INHERITS (public.p);
