SET check_function_bodies = off;
DROP STATISTICS public.st;
DROP STATISTICS public.st2;
DROP FUNCTION public.f(bigint);
ALTER TABLE public.t ALTER COLUMN a TYPE integer USING a::integer;
CREATE OR REPLACE FUNCTION public.f(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a$function$;
ALTER TABLE public.t ADD COLUMN c integer;
CREATE STATISTICS public.st ON a, b FROM public.t;
ALTER STATISTICS public.st SET STATISTICS 9;
CREATE STATISTICS public.st2 ON c, public.f(a) FROM public.t;
CREATE STATISTICS public.st3 ON b, c FROM public.t;
ALTER STATISTICS public.st OWNER TO corpus_alice;
COMMENT ON STATISTICS public.st IS 'kept';
RESET check_function_bodies;
