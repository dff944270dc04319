-- A trigger names a column that goes away.

CREATE TABLE t (a integer, b integer);
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER x BEFORE UPDATE OF a, b ON t FOR EACH ROW WHEN (NEW.b > 1) EXECUTE FUNCTION trg();
