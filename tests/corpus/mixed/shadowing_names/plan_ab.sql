SET search_path = '';
SET check_function_bodies = off;
ALTER TYPE public.date ADD ATTRIBUTE m integer CASCADE;
CREATE OR REPLACE FUNCTION public.lower(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1 || $1$function$;
ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT lower('X'::text);
CREATE DOMAIN public."integer" AS text;
CREATE DOMAIN public.text AS text CONSTRAINT text_check CHECK ((VALUE <> 'x'::text));
CREATE OR REPLACE FUNCTION public.int4eq(integer, integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT true$function$;
CREATE OR REPLACE FUNCTION public.now()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ SELECT 'late' $function$;
CREATE OPERATOR public.= (FUNCTION = public.int4eq, LEFTARG = integer, RIGHTARG = integer);
ALTER TABLE public.pg_class ADD COLUMN pg_type integer;
ALTER TABLE public.t ADD COLUMN e public."integer";
RESET search_path;
ALTER TABLE public.t ADD COLUMN f public.text;
SET search_path = '';
ALTER TABLE public.t ADD COLUMN g timestamp with time zone DEFAULT now();
RESET search_path;
ALTER TABLE public.t ADD COLUMN h text DEFAULT public.now();
SET search_path = '';
CREATE TABLE public.__t (
    a integer,
    b public._t[],
    c public.t[]
);
RESET search_path;
CREATE INDEX t_i ON public.t USING btree (public.lower(c));
SET search_path = '';
CREATE VIEW public.v (x, y, n1, n2) AS
 SELECT (1 OPERATOR(public.=) 1) AS x,
    (1 = 1) AS y,
    public.now() AS n1,
    now() AS n2
   FROM public.pg_class;
RESET search_path;
RESET check_function_bodies;
