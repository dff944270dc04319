SET check_function_bodies = off;
ALTER TABLE ONLY public.t ALTER COLUMN id DROP DEFAULT;
DROP FUNCTION public.gen(integer);
CREATE OR REPLACE FUNCTION public.gen()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT public.gen();
ALTER TABLE ONLY public.t ALTER COLUMN x SET DEFAULT public.gen();
RESET check_function_bodies;
