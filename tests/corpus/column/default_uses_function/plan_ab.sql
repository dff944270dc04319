SET check_function_bodies = off;
ALTER TABLE ONLY public.t ALTER COLUMN id DROP DEFAULT;
ALTER TABLE ONLY public.t ALTER COLUMN x DROP DEFAULT;
DROP FUNCTION public.gen();
CREATE OR REPLACE FUNCTION public.gen(n integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT n$function$;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT public.gen(4);
RESET check_function_bodies;
