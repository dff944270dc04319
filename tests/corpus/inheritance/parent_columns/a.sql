-- rows: public.g
-- Columns come, go and change at the top; children and grandchildren follow.

CREATE TABLE p (id integer, gone text, t integer, kept_by_child text);
CREATE TABLE c (own integer, kept_by_child text) INHERITS (p);
CREATE TABLE g (own2 integer) INHERITS (c);
INSERT INTO g (id, gone, t) VALUES (1, 'x', 2);
