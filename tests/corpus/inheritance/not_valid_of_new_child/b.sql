-- requires: pg >= 18
-- A child that must inherit a NOT NULL which is not valid; CREATE TABLE ... INHERITS makes a valid one.
CREATE TABLE top (a integer, b integer);
CREATE TABLE stays () INHERITS (top);
CREATE TABLE merged (a integer) INHERITS (top);
CREATE TABLE added () INHERITS (top);
CREATE TABLE below () INHERITS (added);
ALTER TABLE top ADD CONSTRAINT top_a NOT NULL a NOT VALID;
