CREATE TABLE t (a integer, b text, "C c" integer);
CREATE VIEW v AS SELECT a, b FROM t;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
