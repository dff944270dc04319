-- A child's own default, NOT NULL, check, statistics, storage on an inherited column.

CREATE TABLE p (id integer, x text DEFAULT 'p', n integer);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER x SET DEFAULT 'c', ALTER n SET NOT NULL, ALTER x SET STATISTICS 5;
