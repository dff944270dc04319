-- rows: public.k
CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0));
CREATE TABLE q (z integer);
CREATE TABLE k (a integer, z integer) INHERITS (p);
INSERT INTO k (a, z) VALUES (1, 2);
