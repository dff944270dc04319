-- A check that was dropped at the top alone is the child's own.

CREATE TABLE a (legs integer);
CREATE TABLE b () INHERITS (a);
ALTER TABLE a ADD CONSTRAINT c CHECK (legs > 0);
ALTER TABLE ONLY a DROP CONSTRAINT c;
