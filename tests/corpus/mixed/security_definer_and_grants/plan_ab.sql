SET check_function_bodies = off;
REVOKE EXECUTE ON FUNCTION public.read_secret(integer) FROM corpus_app;
GRANT EXECUTE ON FUNCTION public.read_secret(integer) TO PUBLIC;
ALTER TABLE public.secret DISABLE ROW LEVEL SECURITY;
CREATE OR REPLACE FUNCTION public.read_secret(i integer)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$SELECT v FROM public.secret WHERE id = i$function$;
CREATE OR REPLACE VIEW public.open_secret (id) AS
 SELECT id
   FROM public.secret;
GRANT SELECT ON TABLE public.secret TO corpus_app;
GRANT SELECT ON TABLE public.open_secret TO PUBLIC;
RESET check_function_bodies;
