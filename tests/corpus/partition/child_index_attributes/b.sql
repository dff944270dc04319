-- Attributes of a partition's own index that hangs on the top's index.

CREATE TABLE p (id integer NOT NULL, k integer NOT NULL, PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX p_i ON p (id);

ALTER INDEX p2_id_idx RENAME TO "Renamed i";
ALTER INDEX p1_id_idx SET (fillfactor = 60);
ALTER TABLE p1 CLUSTER ON p1_id_idx;
ALTER TABLE p2 RENAME CONSTRAINT p2_pkey TO p2_key;
ALTER TABLE p1 REPLICA IDENTITY USING INDEX p1_pkey;
