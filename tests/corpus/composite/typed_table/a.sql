CREATE TYPE rec AS (id integer, name text);
CREATE TABLE typed OF rec (PRIMARY KEY (id), name WITH OPTIONS DEFAULT 'x');
