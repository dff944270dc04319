SET search_path = '';
SET check_function_bodies = off;
CREATE OR REPLACE FUNCTION public.defaults(a integer, b text DEFAULT 'it''s'::text, c integer[] DEFAULT '{1,2}'::integer[], d timestamp with time zone DEFAULT now())
 RETURNS text
 LANGUAGE sql
AS $function$SELECT b$function$;
CREATE OR REPLACE FUNCTION public.internal_len(text)
 RETURNS integer
 LANGUAGE internal
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$textlen$function$;
CREATE OR REPLACE FUNCTION public.noarg()
 RETURNS void
 LANGUAGE sql
AS $function$$function$;
CREATE OR REPLACE FUNCTION public.outs(a integer, OUT b integer, INOUT c text, OUT d date)
 RETURNS record
 LANGUAGE sql
AS $function$ SELECT a, c, current_date $function$;
CREATE OR REPLACE FUNCTION public.plp(n integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  r integer := 0;  -- a comment with 'quote' and $$ dollars $$
BEGIN
  FOR i IN 1..n LOOP r := r + i; END LOOP;
  RETURN r;
END
$function$;
CREATE OR REPLACE FUNCTION public.poly(a anyelement, b anyarray)
 RETURNS anyelement
 LANGUAGE sql
AS $function$SELECT a$function$;
CREATE OR REPLACE FUNCTION public.setof_int()
 RETURNS SETOF integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION public.setof_record()
 RETURNS SETOF record
 LANGUAGE sql
AS $function$SELECT 1, 2$function$;
CREATE OR REPLACE FUNCTION public.std(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (a * 2);
CREATE OR REPLACE FUNCTION public.std_block(a integer)
 RETURNS TABLE(v integer)
 LANGUAGE sql
BEGIN ATOMIC
 SELECT a AS a;
 SELECT (std_block.a + 1)
 UNION ALL
  SELECT 3;
END;
CREATE OR REPLACE FUNCTION public.sum2(integer, b integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT $1 + b$function$;
CREATE OR REPLACE FUNCTION public.tab(a integer)
 RETURNS TABLE(x integer, "Y y" text)
 LANGUAGE sql
 ROWS 7
AS $function$ SELECT a, 'x' $function$;
CREATE OR REPLACE FUNCTION public.variadic_any(VARIADIC xs integer[] DEFAULT '{}'::integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT cardinality(xs)$function$;
CREATE OR REPLACE FUNCTION public.win()
 RETURNS bigint
 LANGUAGE internal
 WINDOW IMMUTABLE
AS $function$window_row_number$function$;
RESET search_path;
RESET check_function_bodies;
