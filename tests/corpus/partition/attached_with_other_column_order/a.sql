-- Partitions that once were tables of their own: other column order, dropped columns before.

CREATE TABLE p (a integer, b text, k integer) PARTITION BY LIST (k);
CREATE TABLE p1 (k integer, dropped date, b text, a integer);
ALTER TABLE p1 DROP dropped;
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
