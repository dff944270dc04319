CREATE TABLE stays (id integer PRIMARY KEY, h integer);
CREATE VIEW v2 AS SELECT NULL::text AS x, h FROM stays;
