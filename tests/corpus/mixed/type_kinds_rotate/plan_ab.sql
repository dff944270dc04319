DROP TABLE public.e;
DROP TYPE public.d;
DROP TYPE public.c;
DROP DOMAIN public.b;
DROP TYPE public.a;
CREATE TYPE public.e AS ENUM ('y');
CREATE DOMAIN public.a AS text;
CREATE TYPE public.b AS (y integer);
CREATE TYPE public.c AS RANGE (subtype = bigint, multirange_type_name = public.c_multirange);
CREATE TABLE public.d (
    x integer
);
