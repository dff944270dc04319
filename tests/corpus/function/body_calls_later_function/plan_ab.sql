SET search_path = '';
SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.a_caller()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT public.z_callee() + (SELECT count(*)::integer FROM public.y_table)$function$;
CREATE OR REPLACE FUNCTION public.z_callee()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE TABLE public.y_table (
    a integer
);
CREATE OR REPLACE FUNCTION public.b_caller()
 RETURNS integer
 LANGUAGE sql
BEGIN ATOMIC
 SELECT (public.z_callee() + (count(*))::integer)
    FROM public.y_table;
END;
RESET search_path;
RESET check_function_bodies;
