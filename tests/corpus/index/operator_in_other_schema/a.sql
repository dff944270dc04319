-- requires: extension citext
CREATE SCHEMA x;
CREATE EXTENSION citext SCHEMA x;
CREATE TABLE t (a x.citext, b text);
