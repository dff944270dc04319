-- The key or strategy can't be altered.

CREATE TABLE by_col (a integer, b integer) PARTITION BY LIST (a);
CREATE TABLE by_col1 PARTITION OF by_col FOR VALUES IN (1);
CREATE TABLE strategy (a integer) PARTITION BY LIST (a);
CREATE TABLE strategy1 PARTITION OF strategy FOR VALUES IN (1);
CREATE TABLE coll (a text) PARTITION BY RANGE (a);
