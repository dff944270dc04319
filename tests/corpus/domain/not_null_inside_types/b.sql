-- rows: public.o
-- PostgreSQL does not look for NULL inside of other types: a domain used there has to be made anew.

CREATE DOMAIN small AS integer NOT NULL CHECK (VALUE > 0);
CREATE TYPE addr AS (a text, z small);
CREATE TABLE o (id int, r small, h addr, PRIMARY KEY (id, r));
INSERT INTO o VALUES (1, 2, ROW(NULL, 3));
CREATE TABLE p (id int, r int, CONSTRAINT f1 FOREIGN KEY (id, r) REFERENCES o);
