-- requires: pg >= 18
CREATE TABLE t (id integer, w integer, a integer GENERATED ALWAYS AS (w * 20) VIRTUAL, b integer GENERATED ALWAYS AS (w * 3) VIRTUAL, c integer GENERATED ALWAYS AS (w * 4) STORED, d integer GENERATED ALWAYS AS (w * 5) VIRTUAL);
