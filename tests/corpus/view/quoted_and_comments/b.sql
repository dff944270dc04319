CREATE TABLE "T.t" ("A" integer, "select" text);
CREATE VIEW "V v" AS SELECT "A", "select" AS "it's ""s""", 'a''b\c' AS "🐘" FROM "T.t" "weird ""alias""";
COMMENT ON VIEW "V v" IS 'v''s';
COMMENT ON COLUMN "V v"."🐘" IS 'elephant';
