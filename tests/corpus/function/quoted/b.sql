CREATE SCHEMA "S s";
CREATE TYPE "S s"."T t" AS (a integer);
CREATE FUNCTION "S s"."F.f"("A a" "S s"."T t", "select" "S s"."T t"[] DEFAULT '{}', "say ""x""" text DEFAULT E'\\') RETURNS TABLE ("🐘" integer) LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION "S s"."F.f"("S s"."T t", "S s"."T t"[], text) IS 'it''s f';
