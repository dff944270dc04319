-- Whether a partitioned table is called unlogged: its partitions are what they are, whatever it is.
-- requires: pg < 18

CREATE UNLOGGED TABLE p (a integer) PARTITION BY LIST (a);
CREATE UNLOGGED TABLE p_one PARTITION OF p FOR VALUES IN (1);
