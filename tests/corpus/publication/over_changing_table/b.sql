-- A published column with a filter changes its type; another published table goes.

CREATE TABLE t (id bigint PRIMARY KEY, a bigint);
CREATE TABLE added (id integer PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t (id, a) WHERE (id > 5), added;
