-- rows: public.q
CREATE TABLE p (id integer, k integer, CONSTRAINT positive CHECK (id > 0)) PARTITION BY LIST (k);
CREATE INDEX p_id ON p (id);
CREATE TABLE p1 (id integer, k integer, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE q PARTITION OF p FOR VALUES IN (2);
INSERT INTO q VALUES (1, 2), (2, 2);
