SET check_function_bodies = off;
DROP VIEW public.v;
DROP FUNCTION public.f();
CREATE OR REPLACE FUNCTION public.f()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT 1::bigint$function$;
CREATE VIEW public.v (b, a) AS
 SELECT b,
    a
   FROM public.t;
REVOKE SELECT ON TABLE public.v FROM corpus_app;
GRANT EXECUTE ON FUNCTION public.f() TO PUBLIC;
RESET check_function_bodies;
