-- rows: public.k
-- A table that gets a parent must have the parent's check, but not as its own.
CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE q (z integer);
CREATE TABLE k (a integer) INHERITS (q);
INSERT INTO k (a, z) VALUES (1, 2);
