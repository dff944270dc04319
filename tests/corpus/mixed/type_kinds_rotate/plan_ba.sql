DROP TABLE public.d;
DROP TYPE public.c;
DROP TYPE public.b;
DROP DOMAIN public.a;
DROP TYPE public.e;
CREATE TYPE public.a AS ENUM ('x');
CREATE DOMAIN public.b AS integer;
CREATE TYPE public.c AS (x integer);
CREATE TYPE public.d AS RANGE (subtype = integer, multirange_type_name = public.d_multirange);
CREATE TABLE public.e (
    x integer
);
