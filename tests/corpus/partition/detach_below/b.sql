-- rows: public.p33
-- A foreign key of the table at the top stays with a partition of a partition that is detached.
CREATE TABLE pk (id integer PRIMARY KEY);
CREATE TABLE p (id integer, a integer) PARTITION BY LIST (id);
ALTER TABLE p ADD CONSTRAINT p_fk FOREIGN KEY (a) REFERENCES pk;
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3, 4) PARTITION BY LIST (id);
CREATE TABLE p33 PARTITION OF p3 FOR VALUES IN (3);
INSERT INTO p33 VALUES (3);
ALTER TABLE p3 DETACH PARTITION p33;
