-- A check that the parent has is the child's own as well, or not; a grandchild has it from both.

CREATE TABLE p (a integer, CONSTRAINT positive CHECK (a > 0), CONSTRAINT small CHECK (a < 100));
CREATE TABLE c () INHERITS (p);
CREATE TABLE d () INHERITS (c);
