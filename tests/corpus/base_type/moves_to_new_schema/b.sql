-- The type moves before everything else, so the schema is made before it.
-- keeps: SELECT b, many FROM public.t

ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO corpus_app;
CREATE SCHEMA types;
ALTER SCHEMA types OWNER TO corpus_alice;
COMMENT ON SCHEMA types IS 'types';
GRANT USAGE ON SCHEMA types TO corpus_bob;
CREATE TYPE types.bt;
CREATE FUNCTION public.bt_in(cstring) RETURNS types.bt LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.bt_out(types.bt) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE types.bt (INPUT = public.bt_in, OUTPUT = public.bt_out, LIKE = int4);
CREATE TABLE public.t (b types.bt, many types.bt[]);
INSERT INTO public.t VALUES ('3', '{4}');
