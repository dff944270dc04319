SET check_function_bodies = off;
DROP VIEW public.v;
DROP FUNCTION public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE VIEW public.v (a, b) AS
 SELECT a,
    b
   FROM public.t;
REVOKE SELECT ON TABLE public.v FROM corpus_app;
GRANT EXECUTE ON FUNCTION public.f() TO PUBLIC;
RESET check_function_bodies;
