CREATE TYPE rec AS (id integer, name text);
CREATE TABLE t (id integer, name text);
CREATE TABLE u OF rec;
