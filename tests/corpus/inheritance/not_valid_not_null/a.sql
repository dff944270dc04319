-- A NOT NULL that is not validated reaches children; those that came later, or were validated, hold it valid.
-- requires: pg >= 18
-- keeps: SELECT a FROM public.older

CREATE TABLE base (a integer, b integer);
CREATE TABLE older () INHERITS (base);
CREATE TABLE younger () INHERITS (older);
CREATE TABLE parted (a integer) PARTITION BY LIST (a);
CREATE TABLE parted_one PARTITION OF parted FOR VALUES IN (1);
INSERT INTO older VALUES (1, 2);
