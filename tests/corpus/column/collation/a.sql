-- rows: public.t
CREATE TABLE t (id integer, a text, b text COLLATE "C", c text COLLATE "C");
CREATE INDEX t_b ON t (b);
INSERT INTO t VALUES (1, 'a', 'b', 'c');
