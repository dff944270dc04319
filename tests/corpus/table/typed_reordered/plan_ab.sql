CREATE TABLE public.t__schemasync_rows AS SELECT a, b, c FROM ONLY public.t;
DROP TABLE public.t;
DROP TYPE public.shape;
CREATE TYPE public.other AS (c public.mood, a integer, b text);
CREATE TABLE public.t OF public.other (
    a WITH OPTIONS CONSTRAINT t_a_not_null NOT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (a)
);
INSERT INTO public.t (a, b, c) SELECT a::integer, b::text, c::public.mood FROM public.t__schemasync_rows;
DROP TABLE public.t__schemasync_rows;
