CREATE TABLE p (a int); CREATE TABLE p1 (a int);
