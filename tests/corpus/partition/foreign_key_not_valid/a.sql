-- requires: pg >= 18
CREATE TABLE ref (id integer PRIMARY KEY);
CREATE TABLE p (id integer, k integer) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
