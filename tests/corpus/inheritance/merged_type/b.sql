CREATE TABLE p (a bigint); CREATE TABLE d (a bigint) INHERITS (p);
