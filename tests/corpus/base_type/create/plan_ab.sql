SET check_function_bodies = off;
CREATE SCHEMA s;
CREATE TYPE public."Num";
CREATE TYPE public.two;
CREATE TYPE public.vc;
CREATE TYPE s.txt;
CREATE OR REPLACE FUNCTION public.num_in(cstring)
 RETURNS public."Num"
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4in$function$;
CREATE OR REPLACE FUNCTION public.num_out(public."Num")
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$int4out$function$;
CREATE TYPE public."Num" (
    INPUT = public.num_in,
    OUTPUT = public.num_out,
    INTERNALLENGTH = 4,
    ALIGNMENT = int4,
    STORAGE = plain,
    CATEGORY = 'N',
    PASSEDBYVALUE
);
CREATE OR REPLACE FUNCTION public.two_in(cstring)
 RETURNS public.two
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$point_in$function$;
CREATE OR REPLACE FUNCTION public.two_out(public.two)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$point_out$function$;
CREATE TYPE public.two (
    INPUT = public.two_in,
    OUTPUT = public.two_out,
    SUBSCRIPT = raw_array_subscript_handler,
    INTERNALLENGTH = 16,
    ALIGNMENT = double,
    STORAGE = plain,
    ELEMENT = double precision
);
CREATE OR REPLACE FUNCTION public.vc_in(cstring, oid, integer)
 RETURNS public.vc
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varcharin$function$;
CREATE OR REPLACE FUNCTION public.vc_out(public.vc)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$varcharout$function$;
CREATE TYPE public.vc (
    INPUT = public.vc_in,
    OUTPUT = public.vc_out,
    TYPMOD_IN = varchartypmodin,
    TYPMOD_OUT = varchartypmodout,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended
);
CREATE OR REPLACE FUNCTION s.txt_in(cstring)
 RETURNS s.txt
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;
CREATE OR REPLACE FUNCTION s.txt_out(s.txt)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;
CREATE OR REPLACE FUNCTION s.txt_recv(internal)
 RETURNS s.txt
 LANGUAGE internal
 STABLE STRICT
AS $function$textrecv$function$;
CREATE OR REPLACE FUNCTION s.txt_send(s.txt)
 RETURNS bytea
 LANGUAGE internal
 STABLE STRICT
AS $function$textsend$function$;
CREATE TYPE s.txt (
    INPUT = s.txt_in,
    OUTPUT = s.txt_out,
    RECEIVE = s.txt_recv,
    SEND = s.txt_send,
    ANALYZE = ts_typanalyze,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended,
    CATEGORY = 'S',
    DEFAULT = 'it''s',
    DELIMITER = ';',
    COLLATABLE = true
);
CREATE TABLE public.t (
    a s.txt,
    b public."Num" DEFAULT '4'::public."Num",
    c public.vc(10),
    d public.two,
    e s.txt[]
);
RESET check_function_bodies;
