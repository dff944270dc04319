-- Attributes of a partition's own index that hangs on the top's index.

CREATE TABLE p (id integer NOT NULL, k integer NOT NULL, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX p_i ON p (id);

ALTER INDEX p1_id_idx SET (fillfactor = 50);
COMMENT ON INDEX p1_id_idx IS 'old';
