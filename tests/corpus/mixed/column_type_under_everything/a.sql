-- rows: public.doc
-- One column under views, a policy, a trigger, a generated column, a function, a foreign key and grants.

CREATE TABLE author (id integer PRIMARY KEY, name text);
CREATE TABLE doc (id integer PRIMARY KEY, author_id integer NOT NULL REFERENCES author, state character varying(10) DEFAULT 'new' NOT NULL, label text GENERATED ALWAYS AS (upper((state)::text)) STORED);
INSERT INTO author VALUES (1, 'x');
INSERT INTO doc VALUES (1, 1, 'new');
CREATE VIEW v1 AS SELECT id, state, author_id FROM doc;
CREATE VIEW v2 AS SELECT v1.state, a.name FROM v1 JOIN author a ON a.id = v1.author_id;
CREATE FUNCTION count_by(s text) RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM v1 WHERE v1.state = s; END;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER on_state AFTER UPDATE OF state ON doc FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION trg();
ALTER TABLE doc ENABLE ROW LEVEL SECURITY;
CREATE POLICY new_only ON doc FOR SELECT TO corpus_app USING (state = 'new');
CREATE INDEX doc_state ON doc (state, lower(state)) WHERE state <> 'old';
GRANT SELECT (state) ON doc TO corpus_app;
GRANT SELECT ON v2 TO corpus_app;
COMMENT ON VIEW v2 IS 'two';
