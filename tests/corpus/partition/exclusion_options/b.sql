-- requires: pg >= 18
-- Storage options of a partitioned exclusion constraint.

CREATE TABLE p (a integer, CONSTRAINT e EXCLUDE USING btree (a WITH =)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
