-- requires: pg >= 18
-- Renaming a NOT NULL constraint renames those below that have its name; other ones are dropped and added.
CREATE TABLE p (id integer NOT NULL, k text) PARTITION BY LIST (id);
CREATE TABLE a1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (k);
CREATE TABLE b2 PARTITION OF a1 FOR VALUES IN ('x');
CREATE TABLE q (id integer NOT NULL) PARTITION BY LIST (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
