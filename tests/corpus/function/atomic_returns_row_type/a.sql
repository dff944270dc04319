-- A standard body returns the rows of a table, and of a view, that have another column. It must fit the row type whenever it is written.

CREATE TABLE t (a integer);
CREATE VIEW v AS SELECT a FROM t;
CREATE FUNCTION whole() RETURNS SETOF t BEGIN ATOMIC SELECT * FROM t; END;
CREATE FUNCTION seen() RETURNS SETOF v BEGIN ATOMIC SELECT * FROM v; END;
CREATE VIEW user_of_both AS SELECT whole.a, seen.a AS again FROM whole(), seen();
