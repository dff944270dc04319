-- View, index, check, generated column, foreign key, trigger, policy, statistics, rule.

CREATE TABLE ref (code integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, code integer REFERENCES ref, twice integer GENERATED ALWAYS AS (code * 2) STORED, CONSTRAINT t_code CHECK (code > 0), EXCLUDE USING btree (code WITH =));
CREATE INDEX t_i ON t ((code + 1)) WHERE code > 5;
CREATE STATISTICS t_s ON code, id FROM t;
CREATE VIEW v AS SELECT code, count(*) AS n FROM t GROUP BY code;
CREATE MATERIALIZED VIEW mv AS SELECT code FROM v;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF code ON t FOR EACH ROW WHEN (NEW.code > 3) EXECUTE FUNCTION trg();
CREATE POLICY p ON t USING (code > 1);
CREATE RULE r AS ON DELETE TO t WHERE OLD.code = 9 DO INSTEAD NOTHING;
