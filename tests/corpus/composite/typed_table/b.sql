CREATE TYPE rec AS (id integer, name text, born date);
CREATE TABLE typed OF rec (PRIMARY KEY (id), name WITH OPTIONS NOT NULL);
CREATE TABLE typed2 OF rec;
