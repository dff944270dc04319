-- requires: pg >= 17
-- requires: extension btree_gist
-- keeps: SELECT k, r FROM p
-- The partitions' constraints go with the parent's and come with it, under the same names; one was detached, with its own.

CREATE EXTENSION btree_gist;
CREATE TABLE p (k int, r int4range, CONSTRAINT ex EXCLUDE USING gist (r WITH &&, k WITH =)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3) PARTITION BY LIST (k);
CREATE TABLE p31 PARTITION OF p3 DEFAULT;
INSERT INTO p VALUES (1, '[1,2)'), (3, '[1,2)');

