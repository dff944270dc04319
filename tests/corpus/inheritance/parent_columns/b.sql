-- rows: public.g
-- Columns come, go and change at the top; children and grandchildren follow.

CREATE TABLE p (id integer, t bigint DEFAULT 4, added date DEFAULT '2020-01-01' NOT NULL);
CREATE TABLE c (own integer, kept_by_child text) INHERITS (p);
CREATE TABLE g (own2 integer) INHERITS (c);
INSERT INTO g (id, t) VALUES (1, 2);
