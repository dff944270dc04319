-- The type of a partition key: the partitioned table is made anew around its partitions, which keep their rows.
-- rows: public.p
-- keeps: SELECT k, n::text FROM public.p ORDER BY k

CREATE TABLE p (k bigint NOT NULL, n bigint, CHECK (n > 0)) PARTITION BY RANGE (k);
CREATE TABLE p_low PARTITION OF p FOR VALUES FROM (0) TO (10);
CREATE TABLE p_high PARTITION OF p FOR VALUES FROM (10) TO (20) PARTITION BY LIST ((n + 1));
CREATE TABLE p_high_one PARTITION OF p_high FOR VALUES IN (1, 2, 3);
CREATE TABLE p_high_rest PARTITION OF p_high DEFAULT;
CREATE UNIQUE INDEX p_low_n ON p_low (n);
CREATE INDEX p_k ON p (k);
INSERT INTO p VALUES (1, 1), (11, 1), (12, 50);
