-- A function takes the table's row, and the table's generated column and index use the function.

CREATE TABLE t (a integer, b integer);
CREATE FUNCTION row_sum(r t) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT r.a + r.b';
CREATE INDEX t_sum ON t (row_sum(t));
ALTER TABLE t ADD CONSTRAINT t_small CHECK (row_sum(t) < 1000);
CREATE POLICY p ON t USING (row_sum(t) > 0);
ALTER TABLE t ALTER a SET DEFAULT row_sum(NULL::t);
