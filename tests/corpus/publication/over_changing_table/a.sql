-- A published column with a filter changes its type; another published table goes.

CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE TABLE gone (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (id > 5), gone;
