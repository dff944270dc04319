SET check_function_bodies = off;
CREATE VIEW public.v (i) AS
 SELECT i
   FROM public.c;
CREATE OR REPLACE FUNCTION public.f(public.v)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT 1$function$;
CREATE TABLE public.b (
    i integer,
    CONSTRAINT late CHECK ((public.f(NULL::public.v) OPERATOR(pg_catalog.>) 0))
);
ALTER TABLE public.d ADD CONSTRAINT late CHECK ((public.f(NULL::public.v) OPERATOR(pg_catalog.>) 0)) NOT VALID;
ALTER TABLE public.d VALIDATE CONSTRAINT late;
ALTER TABLE public.d INHERIT public.b;
ALTER TABLE public.d INHERIT public.c;
ALTER TABLE public.d INHERIT public.a;
RESET check_function_bodies;
