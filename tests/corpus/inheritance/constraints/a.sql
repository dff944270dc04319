-- rows: public.c
-- Checks that are inherited, local, both, or not to be inherited.

CREATE TABLE p (id integer, CONSTRAINT gone CHECK (id > 0), CONSTRAINT both_of CHECK (id > 1), CONSTRAINT changed CHECK (id > 2), CONSTRAINT not_down CHECK (id > 3) NO INHERIT);
CREATE TABLE c (CONSTRAINT both_of CHECK (id > 1)) INHERITS (p);
INSERT INTO c VALUES (50);
