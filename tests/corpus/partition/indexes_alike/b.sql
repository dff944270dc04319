-- Attaching a table takes any of its indexes that fits; which hangs where must not be left to chance, at any depth.

CREATE TABLE p (part integer) PARTITION BY LIST (part);
CREATE INDEX "Idx 2" ON p (part DESC);
CREATE INDEX i1 ON p (part DESC);
CREATE INDEX i3 ON p (part NULLS FIRST);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (part);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (3);
