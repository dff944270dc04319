-- rows: public.c
CREATE TABLE p (id integer);
CREATE TABLE q (id integer, y text);
CREATE TABLE c (id integer, y text);
ALTER TABLE c INHERIT q;
INSERT INTO c VALUES (1, 'x');
