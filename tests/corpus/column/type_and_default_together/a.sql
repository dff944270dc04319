-- rows: public.t
-- The old default can't be cast to the new type.

CREATE TABLE t (id integer, a integer DEFAULT 0, b text DEFAULT 'none', c boolean DEFAULT false);
INSERT INTO t VALUES (1, 1, '2', true);
