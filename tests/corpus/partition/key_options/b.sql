-- Storage options of a partitioned table's keys, which no ALTER INDEX changes.
CREATE TABLE p (k integer, n integer, PRIMARY KEY (k)) PARTITION BY LIST (k);
CREATE TABLE p_one PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p ADD CONSTRAINT p_both UNIQUE (k, n) WITH (fillfactor = 60);
ALTER INDEX p_one_pkey SET (fillfactor = 30);
CREATE TABLE far (k integer REFERENCES p (k));
