SET check_function_bodies = off;
DROP STATISTICS public.st;
ALTER TABLE public.t DROP COLUMN c;
DROP FUNCTION public.f(integer);
ALTER TABLE public.t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE OR REPLACE FUNCTION public.f(a bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a$function$;
CREATE STATISTICS public.st ON a, b FROM public.t;
ALTER STATISTICS public.st SET STATISTICS 9;
CREATE STATISTICS public.st2 ON b, public.f(a) FROM public.t;
ALTER STATISTICS public.st OWNER TO corpus_alice;
COMMENT ON STATISTICS public.st IS 'kept';
RESET check_function_bodies;
