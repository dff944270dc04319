-- The type moves before everything else, so the schema is made before it.
-- keeps: SELECT b, many FROM public.t

ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO corpus_app;
CREATE TYPE public.bt;
CREATE FUNCTION public.bt_in(cstring) RETURNS public.bt LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION public.bt_out(public.bt) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE public.bt (INPUT = public.bt_in, OUTPUT = public.bt_out, LIKE = int4);
CREATE TABLE public.t (b public.bt, many public.bt[]);
INSERT INTO public.t VALUES ('3', '{4}');
