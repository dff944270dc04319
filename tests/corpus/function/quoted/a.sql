CREATE SCHEMA "S s";
CREATE TYPE "S s"."T t" AS (a integer);
CREATE FUNCTION "S s"."F.f"("A a" "S s"."T t") RETURNS "S s"."T t" LANGUAGE sql AS 'SELECT $1';
