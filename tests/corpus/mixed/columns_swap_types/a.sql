CREATE TABLE t (a integer DEFAULT 1 NOT NULL, b text DEFAULT 'x', c integer[]);
