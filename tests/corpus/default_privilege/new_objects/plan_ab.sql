SET search_path = '';
SET check_function_bodies = off;
CREATE SCHEMA s2;
CREATE SCHEMA s3;
CREATE TYPE s.e AS ENUM ('x');
CREATE DOMAIN s.d AS integer;
CREATE SEQUENCE s.kept_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
CREATE OR REPLACE FUNCTION s.f()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE OR REPLACE FUNCTION s.g()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE TABLE s.kept (
    id integer DEFAULT nextval('s.kept_id_seq'::regclass) NOT NULL
);
CREATE TABLE s.lost (
    id integer
);
ALTER SEQUENCE s.kept_id_seq OWNED BY s.kept.id;
CREATE VIEW s.other (a) AS
 SELECT 1 AS a;
GRANT INSERT ON TABLE s.other TO corpus_bob;
REVOKE USAGE ON SCHEMA s3 FROM corpus_app;
REVOKE SELECT ON TABLE s.lost FROM corpus_app;
REVOKE SELECT ON TABLE s.other FROM corpus_app;
REVOKE EXECUTE ON FUNCTION s.g() FROM corpus_bob;
GRANT USAGE ON TYPE s.e TO PUBLIC;
GRANT EXECUTE ON FUNCTION s.g() TO PUBLIC;
RESET search_path;
RESET check_function_bodies;
