SET check_function_bodies = off;
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
    PASSEDBYVALUE
);
RESET check_function_bodies;
