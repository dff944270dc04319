-- Storage options of an index of a partitioned table, which no ALTER INDEX changes; partitions have their own.
CREATE TABLE p (k integer, n integer) PARTITION BY LIST (k);
CREATE TABLE p_one PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p_two PARTITION OF p FOR VALUES IN (2);
CREATE INDEX p_n ON p (n);
CREATE INDEX p_k ON p (k) WITH (fillfactor = 80, deduplicate_items = off);
ALTER INDEX p_two_k_idx RESET (fillfactor);
