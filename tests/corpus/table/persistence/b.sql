-- rows: public.logged
CREATE UNLOGGED TABLE logged (id serial PRIMARY KEY, x text);
CREATE TABLE fast (id integer PRIMARY KEY, x text);
INSERT INTO logged (x) VALUES ('a'), ('b');
