CREATE TABLE public.p (a int, b int GENERATED ALWAYS AS (a * 2) STORED); CREATE TABLE public.c (a int, b int) INHERITS (public.p);
