-- An index at the top that some partitions have no part of: attaching a table would make one.

CREATE TABLE p (id integer, part integer) PARTITION BY LIST (part);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX every ON p (id);
CREATE INDEX lone ON ONLY p (id DESC);
