-- rows: public.logged
CREATE TABLE logged (id serial PRIMARY KEY, x text);
CREATE UNLOGGED TABLE fast (id integer PRIMARY KEY, x text);
INSERT INTO logged (x) VALUES ('a'), ('b');
