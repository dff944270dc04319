SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.f1()
 RETURNS text
 LANGUAGE sql
AS $functionx$ SELECT $$it's \ $_$ nested $_$ $function$ and $$ || '$x' $functionx$;
CREATE OR REPLACE FUNCTION public.f2()
 RETURNS void
 LANGUAGE plpgsql
AS $function$BEGIN
	PERFORM 1; -- \\ 🐘
END
$function$;
CREATE OR REPLACE FUNCTION public.f3()
 RETURNS void
 LANGUAGE sql
AS $function$$function$;
CREATE OR REPLACE FUNCTION public.f4()
 RETURNS void
 LANGUAGE sql
AS $function$

  
$function$;
RESET check_function_bodies;
