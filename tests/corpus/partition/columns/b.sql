-- rows: public.p
-- Columns added, dropped and retyped at the top reach all partitions.

CREATE TABLE p (id integer, k integer, t bigint DEFAULT 2 NOT NULL, added text DEFAULT 'n' COLLATE "C") PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);
INSERT INTO p (id, k, t) VALUES (1, 1, 5), (1, 2, 6);
