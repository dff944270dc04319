-- requires: pg >= 17
-- PostgreSQL 17's own dump of this can't be restored: it refuses to attach the child's index.

CREATE TABLE p (id int4range, k integer, EXCLUDE USING btree (k WITH =, id WITH =)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
