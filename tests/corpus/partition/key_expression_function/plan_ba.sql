SET check_function_bodies = off;
ALTER TABLE public.p DETACH PARTITION public.p1;
DROP TABLE public.p;
DROP FUNCTION public.f(integer);
CREATE OR REPLACE FUNCTION public.f(i integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT i % 10$function$;
CREATE TABLE public.p (
    id integer
) PARTITION BY LIST (public.f(id));
ALTER TABLE ONLY public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);
RESET check_function_bodies;
