-- rows: public.t
-- No ALTER changes a domain's base type or collation.

CREATE DOMAIN code AS text CONSTRAINT filled CHECK (VALUE <> '');
CREATE DOMAIN word AS text COLLATE "POSIX";
CREATE TABLE t (id integer, c code DEFAULT 'a', w word, cs code[]);
INSERT INTO t VALUES (1, 'a', 'b', '{a}');
