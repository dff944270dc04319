-- A user's operator and its function are used by a view, an index, a check and a policy; the function's result changes.

CREATE TYPE money2 AS (amount numeric, cur text);
CREATE FUNCTION eq2(a money2, b money2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a.amount = b.amount';
CREATE OPERATOR === (FUNCTION = eq2, LEFTARG = money2, RIGHTARG = money2);
CREATE TABLE t (m money2, CONSTRAINT c CHECK (m === ROW(1, 'x')::money2));
CREATE VIEW v AS SELECT a.m FROM t a JOIN t b ON a.m === b.m;
CREATE INDEX i ON t (m) WHERE m === ROW(2, 'x')::money2;
CREATE POLICY p ON t USING (m === ROW(3, 'x')::money2);
