-- rows: public.t
CREATE TABLE t (id integer, a text, b text);
CREATE INDEX i_cols ON t (a, b);
CREATE INDEX i_where ON t (a) WHERE id > 2;
CREATE INDEX i_method ON t USING hash (a);
CREATE UNIQUE INDEX i_unique ON t (id);
CREATE INDEX i_desc ON t (a DESC);
CREATE INDEX i_opclass ON t (a text_pattern_ops);
CREATE INDEX i_coll ON t (a COLLATE "C");
CREATE INDEX i_incl ON t (id) INCLUDE (b);
CREATE INDEX i_expr ON t (upper(a));
CREATE UNIQUE INDEX i_nnd ON t (id);
INSERT INTO t VALUES (1, 'a', 'b'), (2, 'b', 'c');
