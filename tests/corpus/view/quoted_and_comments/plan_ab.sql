CREATE OR REPLACE VIEW public."V v" ("A", "it's ""s""", "🐘") AS
 SELECT "A",
    "select" AS "it's ""s""",
    'a''b\c'::text AS "🐘"
   FROM public."T.t" "weird ""alias""";
COMMENT ON COLUMN public."V v"."🐘" IS 'elephant';
COMMENT ON VIEW public."V v" IS 'v''s';
