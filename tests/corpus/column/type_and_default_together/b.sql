-- rows: public.t
-- The old default can't be cast to the new type.

CREATE TABLE t (id integer, a text DEFAULT 'zero', b integer DEFAULT 9, c integer DEFAULT 0);
INSERT INTO t VALUES (1, '1', 2, 1);
