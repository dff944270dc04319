CREATE TABLE t (a int, g bigint); CREATE INDEX i ON t (g);
