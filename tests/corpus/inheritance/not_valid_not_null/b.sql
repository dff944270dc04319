-- A NOT NULL that is not validated reaches children; those that came later, or were validated, hold it valid.
-- requires: pg >= 18
-- keeps: SELECT a FROM public.older

CREATE TABLE base (a integer, b integer);
CREATE TABLE older () INHERITS (base);
ALTER TABLE base ADD CONSTRAINT filled NOT NULL a NOT VALID;
ALTER TABLE base ADD CONSTRAINT here NOT NULL b NO INHERIT NOT VALID;
CREATE TABLE younger () INHERITS (older);
CREATE TABLE parted (a integer) PARTITION BY LIST (a);
CREATE TABLE parted_one PARTITION OF parted FOR VALUES IN (1);
ALTER TABLE parted ADD CONSTRAINT parted_filled NOT NULL a NOT VALID;
INSERT INTO older VALUES (1, 2);
