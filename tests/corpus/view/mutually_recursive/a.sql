-- Two views that use each other: PostgreSQL lets it be made in three steps.

CREATE TABLE t (a integer, b text);

CREATE VIEW v1 AS SELECT a FROM t;
