-- The key or strategy can't be altered.

CREATE TABLE by_col (a integer, b integer) PARTITION BY LIST (b);
CREATE TABLE by_col1 PARTITION OF by_col FOR VALUES IN (1);
CREATE TABLE strategy (a integer) PARTITION BY HASH (a);
CREATE TABLE strategy1 PARTITION OF strategy FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE coll (a text) PARTITION BY RANGE (a COLLATE "C");
