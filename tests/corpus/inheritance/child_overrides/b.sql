-- A child's own default, NOT NULL, check, statistics, storage on an inherited column.

CREATE TABLE p (id integer, x text DEFAULT 'p', n integer);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER x DROP DEFAULT, ALTER id SET NOT NULL, ALTER id SET DEFAULT 4, ALTER x SET STORAGE EXTERNAL, ADD CONSTRAINT own CHECK (n > 0);
COMMENT ON COLUMN c.x IS 'child''s';
