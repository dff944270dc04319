SET check_function_bodies = off;
DROP VIEW public.v;
ALTER TABLE public.t DROP COLUMN a;
ALTER TABLE public.t DROP COLUMN b;
DROP OPERATOR public.= (public.n, public.n);
DROP CAST (public.n AS integer);
DROP FUNCTION public.n_eq(public.n, public.n);
DROP TYPE public.n CASCADE;
CREATE TYPE public.n;
CREATE OR REPLACE FUNCTION public.n_in(cstring)
 RETURNS public.n
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;
CREATE OR REPLACE FUNCTION public.n_out(public.n)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;
CREATE TYPE public.n (
    INPUT = public.n_in,
    OUTPUT = public.n_out,
    INTERNALLENGTH = 4,
    ALIGNMENT = int4,
    STORAGE = plain,
    DEFAULT = '7',
    PASSEDBYVALUE
);
CREATE OR REPLACE FUNCTION public.n_eq(public.n, public.n)
 RETURNS boolean
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4eq$function$;
CREATE CAST (public.n AS integer) WITHOUT FUNCTION AS ASSIGNMENT;
CREATE OPERATOR public.= (FUNCTION = public.n_eq, LEFTARG = public.n, RIGHTARG = public.n, COMMUTATOR = OPERATOR(public.=));
ALTER TABLE public.t ADD COLUMN a public.n;
ALTER TABLE public.t ADD COLUMN b public.n[];
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t
  WHERE (a OPERATOR(public.=) '3'::public.n);
RESET check_function_bodies;
