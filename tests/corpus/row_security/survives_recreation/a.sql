-- Row security and policies of a table that changes its sort are not to be forgotten.

CREATE TABLE t (id integer, k integer) PARTITION BY LIST (k);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
ALTER TABLE t1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (id = 1);
