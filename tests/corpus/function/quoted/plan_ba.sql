SET check_function_bodies = off;
DROP FUNCTION "S s"."F.f"("S s"."T t", "S s"."T t"[], text);
CREATE OR REPLACE FUNCTION "S s"."F.f"("A a" "S s"."T t")
 RETURNS "S s"."T t"
 LANGUAGE sql
AS $function$SELECT $1$function$;
RESET check_function_bodies;
