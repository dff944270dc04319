CREATE TYPE "Odd Type" AS ("select" integer, "a.b" text, "say ""hi""" text);
COMMENT ON TYPE "Odd Type" IS 'it''s odd';
COMMENT ON COLUMN "Odd Type"."a.b" IS 'dotted';
COMMENT ON COLUMN "Odd Type"."say ""hi""" IS 'E''\n''';
