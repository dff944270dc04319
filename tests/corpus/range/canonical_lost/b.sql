-- rows: public.t
-- keeps: SELECT d::text FROM public.t
-- A range whose canonical function goes for good while a column uses the range.

CREATE TYPE days AS RANGE (SUBTYPE = date);
CREATE TABLE t (d days);
INSERT INTO t VALUES ('[2026-01-01,2026-01-05)');
