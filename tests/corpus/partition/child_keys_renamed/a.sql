-- Names of keys and indexes of partitions, which hang on the top's; the replica identity and a foreign key use them.

CREATE TABLE p (id integer NOT NULL, k integer NOT NULL, CONSTRAINT pk PRIMARY KEY (id, k)) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (id);
CREATE TABLE p21 PARTITION OF p2 FOR VALUES IN (1);
CREATE INDEX p_i ON p (id);
ALTER TABLE p1 REPLICA IDENTITY USING INDEX p1_pkey;
COMMENT ON CONSTRAINT p1_pkey ON p1 IS 'x';
CREATE TABLE f (a int, b int, FOREIGN KEY (a,b) REFERENCES p);
