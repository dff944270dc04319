SET check_function_bodies = off;
ALTER TABLE public.t DROP CONSTRAINT ok;
DROP FUNCTION public.valid(bigint);
CREATE OR REPLACE FUNCTION public.valid(i integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT i > 0$function$;
ALTER TABLE public.t ADD CONSTRAINT ok CHECK (public.valid(id)) NOT VALID;
ALTER TABLE public.t VALIDATE CONSTRAINT ok;
RESET check_function_bodies;
