-- keeps: SELECT aa, dd FROM d
-- A parent that gets a parent is made anew: its child's other parents come after it again.

CREATE TABLE a (aa text);
CREATE TABLE b (bb text) INHERITS (a);
CREATE TABLE c (cc text) INHERITS (a);
CREATE TABLE d (dd text) INHERITS (b,c,a);
ALTER TABLE b NO INHERIT a;
INSERT INTO d (aa, dd) VALUES ('x', 'y');
