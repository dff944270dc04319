-- Row security and policies of a table that changes its sort are not to be forgotten.

CREATE TABLE t (id integer, k integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t USING (id = 1);
