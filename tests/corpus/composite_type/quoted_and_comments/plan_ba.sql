COMMENT ON COLUMN public."Odd Type"."a.b" IS NULL;
COMMENT ON COLUMN public."Odd Type"."say ""hi""" IS NULL;
COMMENT ON TYPE public."Odd Type" IS NULL;
ALTER TYPE public."Odd Type" DROP ATTRIBUTE "say ""hi""" CASCADE;
