-- rows: public.c
CREATE TABLE p (id integer DEFAULT 4 NOT NULL, x text COLLATE "C");
CREATE TABLE c (id integer DEFAULT 4 NOT NULL, x text COLLATE "C", own integer);
ALTER TABLE c INHERIT p;
CREATE VIEW v AS SELECT id FROM p;
INSERT INTO c VALUES (1, 'x', 2);
