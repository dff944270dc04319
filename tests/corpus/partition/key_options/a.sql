-- Storage options of a partitioned table's keys, which no ALTER INDEX changes.
CREATE TABLE p (k integer, n integer, PRIMARY KEY (k) WITH (fillfactor = 70)) PARTITION BY LIST (k);
CREATE TABLE p_one PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p ADD CONSTRAINT p_both UNIQUE (k, n);
CREATE TABLE far (k integer REFERENCES p (k));
