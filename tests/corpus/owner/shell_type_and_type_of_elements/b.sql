-- A shell type has an owner; a base type can have elements and is no array.

CREATE TYPE public.spot;
CREATE FUNCTION public.spot_in(cstring) RETURNS public.spot LANGUAGE internal IMMUTABLE STRICT AS 'point_in';
CREATE FUNCTION public.spot_out(public.spot) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'point_out';
CREATE TYPE public.spot (INPUT = public.spot_in, OUTPUT = public.spot_out, LIKE = point, ELEMENT = float8);
CREATE TYPE public.shell;

ALTER TYPE public.spot OWNER TO corpus_alice;
ALTER TYPE public.shell OWNER TO corpus_bob;
