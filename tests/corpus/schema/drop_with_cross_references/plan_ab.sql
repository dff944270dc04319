DROP VIEW app.codes;
ALTER TABLE ONLY app.item ALTER COLUMN code DROP DEFAULT;
DROP FUNCTION lib.next_code();
ALTER TABLE app.item ALTER COLUMN code TYPE text USING code::text;
DROP DOMAIN lib.code;
DROP SCHEMA lib;
ALTER TABLE ONLY app.item ALTER COLUMN code SET DEFAULT 'abc'::text;
CREATE VIEW app.codes (code) AS
 SELECT code
   FROM app.item;
