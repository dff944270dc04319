-- A key at the partition, none at the top; and a key at the top whose child's was there before.

CREATE TABLE p (id integer NOT NULL, k integer NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (id integer NOT NULL, k integer NOT NULL, CONSTRAINT own PRIMARY KEY (id, k));
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
