CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
CREATE POLICY p ON a USING (id = 2);
CREATE POLICY p ON b USING (id = 3);
