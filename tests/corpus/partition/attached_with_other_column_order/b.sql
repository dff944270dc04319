-- Partitions that once were tables of their own: other column order, dropped columns before.

CREATE TABLE p (a integer, b text, k integer) PARTITION BY LIST (k);
CREATE TABLE p1 (k integer, b text, a integer DEFAULT 5);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TABLE p2 (k integer NOT NULL, b text, a integer, CONSTRAINT own CHECK (a > 0));
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
CREATE INDEX p_b ON p (b);
