-- Two views that use each other: PostgreSQL lets it be made in three steps.

CREATE TABLE t (a integer, b text);

CREATE VIEW v1 AS SELECT NULL::integer AS a;
CREATE VIEW v2 AS SELECT a FROM v1;
CREATE OR REPLACE VIEW v1 AS SELECT a FROM v2;
