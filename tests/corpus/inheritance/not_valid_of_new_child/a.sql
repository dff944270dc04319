-- requires: pg >= 18
-- A child that must inherit a NOT NULL which is not valid; CREATE TABLE ... INHERITS makes a valid one.
CREATE TABLE top (a integer, b integer);
ALTER TABLE top ADD CONSTRAINT top_a NOT NULL a NOT VALID;
CREATE TABLE stays () INHERITS (top);
