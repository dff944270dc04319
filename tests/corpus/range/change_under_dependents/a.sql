-- Whatever reads columns of the range goes before they move: a view, a policy, a trigger, a default, indexes, partitions.
-- keeps: SELECT s::text FROM public.t ORDER BY 1

CREATE TYPE span AS RANGE (SUBTYPE = integer);
CREATE TABLE t (id integer, s span DEFAULT '[1,2)', m span_multirange, EXCLUDE USING gist (s WITH &&));
INSERT INTO t VALUES (1, '[3,4)', '{[1,3)}'), (2, NULL, NULL);
CREATE INDEX t_s ON t (s) WHERE s IS NOT NULL;
CREATE VIEW v AS SELECT lower(s) AS low, m FROM t;
CREATE POLICY p ON t USING (isempty(s));
CREATE TRIGGER tr BEFORE UPDATE OF s ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE TABLE parts (k integer, s span[]) PARTITION BY LIST (k);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
CREATE TABLE base (s span);
CREATE TABLE child (more integer) INHERITS (base);
