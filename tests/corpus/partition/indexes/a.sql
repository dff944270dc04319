-- Indexes of the top have children; some children have other names; one index is only at the top.

CREATE TABLE p (id integer, k integer, a text) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX gone ON p (a);
CREATE INDEX p_id ON p (id);
