SET search_path = '';
SET check_function_bodies = off;
DROP VIEW public.total;
ALTER TABLE public.sale DROP COLUMN doubled;
DROP FUNCTION public.big(public.amount);
ALTER DOMAIN public.amount RENAME TO amount__schemasync_old;
CREATE DOMAIN public.amount AS integer CONSTRAINT amount_check CHECK ((VALUE >= 0));
ALTER TABLE public.sale ALTER COLUMN a TYPE public.amount USING a::text::public.amount;
DROP DOMAIN public.amount__schemasync_old;
CREATE OR REPLACE FUNCTION public.big(x public.amount)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT x > 100$function$;
ALTER TABLE public.sale ADD COLUMN doubled integer GENERATED ALWAYS AS (((a)::integer * 2)) STORED;
CREATE VIEW public.total (s) AS
 SELECT sum((a)::integer) AS s
   FROM public.sale;
RESET search_path;
RESET check_function_bodies;
