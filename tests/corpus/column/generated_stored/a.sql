-- rows: public.t
-- Added, dropped, its expression changed, turned plain, plain turned generated.

CREATE TABLE t (id integer, w integer, h integer, area integer GENERATED ALWAYS AS (w * h) STORED, g integer GENERATED ALWAYS AS (w + 1) STORED, p integer GENERATED ALWAYS AS (h + 1) STORED, q integer);
INSERT INTO t (id, w, h) VALUES (1, 2, 3);
