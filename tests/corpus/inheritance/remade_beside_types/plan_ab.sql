CREATE TABLE public.t__schemasync_rows AS SELECT z, y, w::text AS w, v COLLATE pg_catalog."default" AS v FROM ONLY public.t;
DROP TABLE public.t;
DROP TYPE public.sort;
DROP COLLATION public.odd;
ALTER TYPE public.pair DROP ATTRIBUTE a CASCADE;
ALTER TYPE public.pair ADD ATTRIBUTE c text CASCADE;
CREATE COLLATION public.odd (provider = libc, locale = 'POSIX');
CREATE TYPE public.sort AS ENUM ('two', 'one', 'new');
CREATE TABLE public.t (
    y public.pair,
    w public.sort[],
    v text COLLATE public.odd
) INHERITS (public.top);
INSERT INTO public.t (z, y, w, v) SELECT z::integer, y::public.pair, w::public.sort[], v::text FROM public.t__schemasync_rows;
DROP TABLE public.t__schemasync_rows;
