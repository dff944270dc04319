-- The column was nullable; identity makes it NOT NULL, and losing it makes it nullable again.

CREATE TABLE t (id integer);
