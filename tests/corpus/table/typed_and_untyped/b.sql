CREATE TYPE rec AS (id integer, name text);
CREATE TABLE t OF rec;
CREATE TABLE u (id integer, name text);
