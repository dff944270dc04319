-- A check that is not valid yet comes from the parent, and stays when the table is detached.

CREATE TABLE p (i integer);
CREATE TABLE c () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT positive CHECK (i > 0) NOT VALID;
