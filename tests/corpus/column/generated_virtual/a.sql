-- requires: pg >= 18
CREATE TABLE t (id integer, w integer, a integer GENERATED ALWAYS AS (w * 2) VIRTUAL, b integer GENERATED ALWAYS AS (w * 3) STORED, c integer GENERATED ALWAYS AS (w * 4) VIRTUAL, d integer);
