ALTER TYPE public."Odd Type" ADD ATTRIBUTE "say ""hi""" text CASCADE;
COMMENT ON COLUMN public."Odd Type"."a.b" IS 'dotted';
COMMENT ON COLUMN public."Odd Type"."say ""hi""" IS E'E''\\n''';
COMMENT ON TYPE public."Odd Type" IS 'it''s odd';
