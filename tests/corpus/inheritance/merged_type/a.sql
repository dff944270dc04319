CREATE TABLE p (a int); CREATE TABLE d (a int) INHERITS (p);
