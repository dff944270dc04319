SET check_function_bodies = off;
DROP TYPE public.cat CASCADE;
CREATE TYPE public.cat;
CREATE OR REPLACE FUNCTION public.cat_in(cstring)
 RETURNS public.cat
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;
CREATE OR REPLACE FUNCTION public.cat_out(public.cat)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;
CREATE TYPE public.cat (
    INPUT = public.cat_in,
    OUTPUT = public.cat_out,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = plain,
    DEFAULT = 'none',
    DELIMITER = '|'
);
CREATE OR REPLACE FUNCTION public.txt_send(public.txt)
 RETURNS bytea
 LANGUAGE internal
 STABLE STRICT
AS $function$textsend$function$;
ALTER TYPE public.txt SET (SEND = public.txt_send, STORAGE = external);
RESET check_function_bodies;
