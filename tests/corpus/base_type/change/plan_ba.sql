SET check_function_bodies = off;
DROP TYPE public.cat CASCADE;
ALTER TYPE public.txt SET (SEND = NONE, STORAGE = extended);
DROP FUNCTION public.txt_send(public.txt);
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
    CATEGORY = 'S'
);
RESET check_function_bodies;
