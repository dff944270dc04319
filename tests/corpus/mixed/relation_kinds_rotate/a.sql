-- One name space for relations: four names, four kinds, all change.

CREATE TABLE w (a integer);
CREATE VIEW x AS SELECT 1 AS a;
CREATE SEQUENCE y;
CREATE MATERIALIZED VIEW z AS SELECT 1 AS a;
CREATE TABLE t (a integer);
CREATE INDEX i ON t (a);
