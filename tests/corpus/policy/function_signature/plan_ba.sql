SET search_path = '';
SET check_function_bodies = off;
DROP POLICY own ON public.t;
DROP FUNCTION public.me();
CREATE OR REPLACE FUNCTION public.me()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$SELECT current_user::text$function$;
CREATE POLICY own ON public.t FOR ALL TO PUBLIC USING ((owner = public.me()));
RESET search_path;
RESET check_function_bodies;
