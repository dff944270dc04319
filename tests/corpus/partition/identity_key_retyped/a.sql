-- The key's type changes, and the identity goes on behind the rows of the partitions.
-- rows: public.p
-- keeps: SELECT nextval(pg_get_serial_sequence('public.p', 'a')) > max(a) FROM public.p

CREATE TABLE p (a integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, b text) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (3);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (3) TO (100);
INSERT INTO p (b) VALUES ('x'), ('y'), ('z'), ('w');
