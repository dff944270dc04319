-- rows: public.t
-- Added, dropped, its expression changed, turned plain, plain turned generated.

CREATE TABLE t (id integer, w integer, h integer, area integer GENERATED ALWAYS AS (w * h * 10) STORED, p integer, q integer GENERATED ALWAYS AS (w - h) STORED, added text GENERATED ALWAYS AS (id::text || 'x') STORED);
INSERT INTO t (id, w, h) VALUES (1, 2, 3);
