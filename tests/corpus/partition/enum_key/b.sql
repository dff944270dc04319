-- The key's enum gains a label and a partition for it; and the other way.

CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TABLE p (id integer, k e) PARTITION BY LIST (k);
CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a');
CREATE TABLE pc PARTITION OF p FOR VALUES IN ('c');
