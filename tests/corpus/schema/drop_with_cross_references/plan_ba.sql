SET search_path = '';
SET check_function_bodies = off;
DROP VIEW app.codes;
ALTER TABLE ONLY app.item ALTER COLUMN code DROP DEFAULT;
CREATE SCHEMA lib;
CREATE DOMAIN lib.code AS text CONSTRAINT code_check CHECK ((length(VALUE) = 3));
RESET search_path;
ALTER TABLE app.item ALTER COLUMN code TYPE lib.code USING code::lib.code;
SET search_path = '';
CREATE OR REPLACE FUNCTION lib.next_code()
 RETURNS lib.code
 LANGUAGE sql
AS $function$ SELECT 'abc'::lib.code $function$;
RESET search_path;
ALTER TABLE ONLY app.item ALTER COLUMN code SET DEFAULT lib.next_code();
SET search_path = '';
CREATE VIEW app.codes (code) AS
 SELECT code
   FROM app.item;
RESET search_path;
RESET check_function_bodies;
