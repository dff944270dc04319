-- rows: public.p
-- The parent's NOT NULL goes and the partition's stays; on PostgreSQL 18 both have names.
CREATE TABLE p (k text, v text) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p (CONSTRAINT p1_key PRIMARY KEY (k)) FOR VALUES IN ('1');
CREATE TABLE p2 (k text CONSTRAINT mine NOT NULL, v text NOT NULL);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN ('2');
INSERT INTO p VALUES ('1', 'x'), ('2', 'y');
