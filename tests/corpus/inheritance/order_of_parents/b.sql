CREATE TABLE p (a integer);
CREATE TABLE q (b integer);
CREATE TABLE c (a integer, b integer, own integer);

ALTER TABLE c INHERIT q;
ALTER TABLE c INHERIT p;
