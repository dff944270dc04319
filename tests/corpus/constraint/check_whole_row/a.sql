-- A check over the whole row.

CREATE TABLE t (a integer, b integer);
