-- requires: extension citext
CREATE SCHEMA x;
CREATE EXTENSION citext SCHEMA x;
CREATE TABLE t (a x.citext, b text);
CREATE INDEX i1 ON t (a x.citext_pattern_ops);
CREATE INDEX i2 ON t (b) WHERE b::x.citext OPERATOR(x.=) 'q';
