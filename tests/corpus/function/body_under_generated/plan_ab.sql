SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.w(integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT count(*) FROM public.u WHERE y = $1$function$;
CREATE TABLE public.u (
    y integer
);
ALTER TABLE public.t ADD COLUMN d bigint GENERATED ALWAYS AS (public.w(x)) STORED;
RESET check_function_bodies;
