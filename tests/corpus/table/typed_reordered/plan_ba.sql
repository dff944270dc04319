CREATE TABLE public.t__schemasync_rows AS SELECT c, a, b FROM ONLY public.t;
DROP TABLE public.t;
DROP TYPE public.other;
CREATE TYPE public.shape AS (a integer, b text, c public.mood);
CREATE TABLE public.t OF public.shape (
    a WITH OPTIONS CONSTRAINT t_a_not_null NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (a)
);
INSERT INTO public.t (c, a, b) SELECT c::public.mood, a::integer, b::text FROM public.t__schemasync_rows;
DROP TABLE public.t__schemasync_rows;
