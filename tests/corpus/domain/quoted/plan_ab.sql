SET search_path = '';
ALTER DOMAIN public."Order" DROP CONSTRAINT "is ""fine""";
ALTER DOMAIN public."Order" SET DEFAULT 5;
CREATE DOMAIN public."a.b c" AS text DEFAULT 'it''s \ "q"'::text CONSTRAINT "🐘" CHECK ((VALUE <> 'new
line'::text));
ALTER DOMAIN public."Order" ADD CONSTRAINT "is.fine" CHECK ((VALUE > 0));
COMMENT ON CONSTRAINT "🐘" ON DOMAIN public."a.b c" IS 'no ''new'' lines';
RESET search_path;
