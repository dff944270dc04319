-- requires: extension citext
-- rows: public.t
-- PostgreSQL prints no operator for IS DISTINCT FROM, NULLIF, CASE and JOIN … USING: the plan must find it all the same.

CREATE SCHEMA "ext, s";
CREATE EXTENSION citext SCHEMA "ext, s";
CREATE TABLE t (id int PRIMARY KEY, email "ext, s".citext, other "ext, s".citext);
INSERT INTO t VALUES (1, 'a@b', 'c');
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
SET search_path = public, "ext, s";
ALTER TABLE t ADD COLUMN g boolean GENERATED ALWAYS AS (email IS DISTINCT FROM other) STORED;
ALTER TABLE t ADD CONSTRAINT c CHECK (NULLIF(email, other) IS NOT NULL);
CREATE INDEX i ON t (id) WHERE email IS NOT DISTINCT FROM other;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (old.email IS DISTINCT FROM new.email) EXECUTE FUNCTION f();
CREATE VIEW v AS SELECT CASE email WHEN other THEN 1 ELSE 2 END AS n FROM t;
CREATE VIEW w AS SELECT a.id FROM t a JOIN t b USING (email);
CREATE MATERIALIZED VIEW m AS SELECT NULLIF(email, 'x') AS n FROM t;
CREATE POLICY p ON t USING (email IS DISTINCT FROM 'x');
CREATE FUNCTION g(a citext) RETURNS citext LANGUAGE sql BEGIN ATOMIC SELECT NULLIF(a, 'x'); END;
CREATE TABLE n (email citext DEFAULT NULLIF('a'::citext, 'b'), CHECK (email IS DISTINCT FROM 'c'));
CREATE FUNCTION h(a citext) RETURNS citext LANGUAGE sql AS 'SELECT NULLIF(a, ''x'')';
CREATE VIEW r AS SELECT id FROM t WHERE ROW(id, email) < ROW(1, 'b'::citext) OR (id, email) IN (SELECT id, other FROM t);
