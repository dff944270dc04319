-- An index at the top that some partitions have no part of: attaching a table would make one.

CREATE TABLE p (id integer, part integer) PARTITION BY LIST (part);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (id integer, part integer);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);
CREATE INDEX every ON p (id);
CREATE INDEX lone ON ONLY p (id DESC);
CREATE INDEX p2_some ON p2 (id DESC);
ALTER INDEX lone ATTACH PARTITION p2_some;
