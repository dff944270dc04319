SET check_function_bodies = off;
GRANT EXECUTE ON FUNCTION public.g(integer) TO PUBLIC;
CREATE OR REPLACE PROCEDURE public.p(INOUT a integer)
 LANGUAGE sql
AS $procedure$SELECT 1$procedure$;
GRANT EXECUTE ON FUNCTION public.f(integer) TO corpus_app WITH GRANT OPTION;
GRANT EXECUTE ON PROCEDURE public.p(integer) TO corpus_bob;
REVOKE EXECUTE ON FUNCTION public.g(text) FROM postgres;
REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION public.g(text) FROM PUBLIC;
RESET check_function_bodies;
