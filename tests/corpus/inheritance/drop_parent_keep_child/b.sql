-- rows: public.c
CREATE TABLE c (id integer DEFAULT 4 NOT NULL, x text COLLATE "C", own integer);
INSERT INTO c VALUES (1, 'x', 2);
