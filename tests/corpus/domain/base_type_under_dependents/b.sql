CREATE DOMAIN amount AS bigint CHECK (VALUE >= 0);
CREATE TABLE sale (id integer PRIMARY KEY, a amount NOT NULL, doubled bigint GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX sale_a ON sale (a);
CREATE VIEW total AS SELECT sum(a) AS s FROM sale;
CREATE FUNCTION big(x amount) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT x > 100';
