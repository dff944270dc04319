-- rows: public.t
CREATE TABLE t (id integer, a text COLLATE "C", b text, c text COLLATE "POSIX", d text[] COLLATE "C");
CREATE INDEX t_b ON t (b);
INSERT INTO t VALUES (1, 'a', 'b', 'c');
