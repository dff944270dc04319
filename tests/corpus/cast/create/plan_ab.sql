SET check_function_bodies = off;
CREATE TYPE public.e AS ENUM ('x', 'y');
CREATE TYPE public.c AS (a integer);
CREATE OR REPLACE FUNCTION public.c2i(public.c)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ($1).a$function$;
CREATE OR REPLACE FUNCTION public.e2t(public.e, integer, boolean)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 'x' $function$;
CREATE OR REPLACE FUNCTION public.i2c(integer)
 RETURNS public.c
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT ROW($1)::public.c$function$;
CREATE CAST (bytea AS text) WITHOUT FUNCTION;
CREATE CAST (integer AS public.c) WITH FUNCTION public.i2c(integer) AS ASSIGNMENT;
CREATE CAST (integer AS text) WITH INOUT AS IMPLICIT;
CREATE CAST (public.c AS integer) WITH FUNCTION public.c2i(public.c);
CREATE CAST (public.e AS text) WITH FUNCTION public.e2t(public.e,integer,boolean) AS IMPLICIT;
CREATE CAST (text AS public.e) WITH INOUT AS ASSIGNMENT;
CREATE VIEW public.v (c, i, e) AS
 SELECT (5)::public.c AS c,
    (ROW(1)::public.c)::integer AS i,
    ('x'::text)::public.e AS e;
COMMENT ON CAST (public.c AS integer) IS 'it''s cast';
RESET check_function_bodies;
