SET check_function_bodies = off;
DROP FUNCTION "S s"."F.f"("S s"."T t");
CREATE OR REPLACE FUNCTION "S s"."F.f"("A a" "S s"."T t", "select" "S s"."T t"[] DEFAULT '{}'::"S s"."T t"[], "say ""x""" text DEFAULT '\'::text)
 RETURNS TABLE("🐘" integer)
 LANGUAGE sql
AS $function$SELECT 1$function$;
COMMENT ON FUNCTION "S s"."F.f"("S s"."T t", "S s"."T t"[], text) IS 'it''s f';
RESET check_function_bodies;
