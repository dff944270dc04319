-- rows: public.p
-- Columns added, dropped and retyped at the top reach all partitions.

CREATE TABLE p (id integer, k integer, gone text, t integer DEFAULT 1) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);
INSERT INTO p VALUES (1, 1, 'x', 5), (1, 2, 'y', 6);
