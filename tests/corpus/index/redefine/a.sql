-- rows: public.t
CREATE TABLE t (id integer, a text, b text);
CREATE INDEX i_cols ON t (a);
CREATE INDEX i_where ON t (a) WHERE id > 1;
CREATE INDEX i_method ON t (a);
CREATE INDEX i_unique ON t (id);
CREATE INDEX i_desc ON t (a);
CREATE INDEX i_opclass ON t (a);
CREATE INDEX i_coll ON t (a);
CREATE INDEX i_incl ON t (id) INCLUDE (a);
CREATE INDEX i_expr ON t (lower(a));
CREATE UNIQUE INDEX i_nnd ON t (id) NULLS NOT DISTINCT;
INSERT INTO t VALUES (1, 'a', 'b'), (2, 'b', 'c');
