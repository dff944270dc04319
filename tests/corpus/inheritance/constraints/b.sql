-- rows: public.c
-- Checks that are inherited, local, both, or not to be inherited.

CREATE TABLE p (id integer, CONSTRAINT changed CHECK (id > 20), CONSTRAINT not_down CHECK (id > 3), CONSTRAINT added CHECK (id > 4));
CREATE TABLE c (CONSTRAINT both_of CHECK (id > 1)) INHERITS (p);
INSERT INTO c VALUES (50);
