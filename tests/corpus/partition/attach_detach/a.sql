-- rows: public.q
CREATE TABLE p (id integer, k integer, CONSTRAINT positive CHECK (id > 0)) PARTITION BY LIST (k);
CREATE INDEX p_id ON p (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE q (id integer, k integer, CONSTRAINT positive CHECK (id > 0));
CREATE INDEX q_id_idx ON q (id);
INSERT INTO q VALUES (1, 2), (2, 2);
