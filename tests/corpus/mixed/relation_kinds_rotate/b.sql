-- One name space for relations: four names, four kinds, all change.

CREATE VIEW w AS SELECT 1 AS a;
CREATE SEQUENCE x;
CREATE MATERIALIZED VIEW y AS SELECT 1 AS a;
CREATE TABLE t (a integer);
CREATE INDEX z ON t (a);
CREATE TABLE i (a integer);
