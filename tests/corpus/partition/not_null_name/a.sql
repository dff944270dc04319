-- requires: pg >= 18
-- rows: public.p
-- A partition's NOT NULL keeps its name while it is attached.
CREATE TABLE p (k integer NOT NULL, v text, CONSTRAINT p_key UNIQUE (k)) PARTITION BY LIST (k);
CREATE TABLE p1 (k integer NOT NULL, v text, CONSTRAINT p1_k_key UNIQUE (k));
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
INSERT INTO p VALUES (1, 'x'), (2, 'y');
