CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)) PARTITION BY LIST (a);
CREATE TABLE p1 (a int, b int, CONSTRAINT u UNIQUE (a, b));
