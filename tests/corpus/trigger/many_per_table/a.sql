-- Triggers on several tables share a name; only some change.

CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
CREATE TABLE "C" (id integer);
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER x BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION trg();

CREATE TRIGGER x BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION trg();
