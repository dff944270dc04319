SET check_function_bodies = off;
REVOKE SELECT ON TABLE public.secret FROM corpus_app;
REVOKE SELECT ON TABLE public.open_secret FROM PUBLIC;
CREATE OR REPLACE FUNCTION public.read_secret(i integer)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$SELECT v FROM public.secret WHERE id = i$function$;
CREATE OR REPLACE VIEW public.open_secret (id) WITH (security_invoker=true) AS
 SELECT id
   FROM public.secret;
ALTER TABLE public.secret ENABLE ROW LEVEL SECURITY;
GRANT EXECUTE ON FUNCTION public.read_secret(integer) TO corpus_app;
REVOKE EXECUTE ON FUNCTION public.read_secret(integer) FROM PUBLIC;
RESET check_function_bodies;
