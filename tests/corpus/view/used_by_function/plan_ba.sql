SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.w;
DROP FUNCTION public.atomic();
DROP FUNCTION public.rows();
DROP VIEW public.v;
CREATE VIEW public.v (a) AS
 SELECT a
   FROM public.t;
CREATE OR REPLACE FUNCTION public.atomic()
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT count(v.a) AS count
    FROM public.v;
END;
CREATE OR REPLACE FUNCTION public.rows()
 RETURNS SETOF public.v
 LANGUAGE sql
 STABLE
AS $function$SELECT * FROM public.v$function$;
CREATE VIEW public.w (a) AS
 SELECT a
   FROM public.rows() rows(a);
RESET search_path;
RESET check_function_bodies;
