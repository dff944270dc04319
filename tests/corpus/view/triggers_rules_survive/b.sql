-- Instead-of trigger, rule, defaults, privileges of a view that has to be made anew.

CREATE TABLE t (a integer, b text);
CREATE FUNCTION ins() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (NEW.a); RETURN NEW; END $$;

CREATE VIEW v AS SELECT b, a FROM t;

CREATE TRIGGER v_ins INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION ins();
COMMENT ON TRIGGER v_ins ON v IS 'instead';
CREATE RULE v_del AS ON DELETE TO v DO INSTEAD DELETE FROM t WHERE t.a = OLD.a;
ALTER VIEW v ALTER a SET DEFAULT 3;
GRANT SELECT, INSERT ON v TO corpus_app;
GRANT UPDATE (b) ON v TO corpus_bob;
ALTER VIEW v OWNER TO corpus_alice;
