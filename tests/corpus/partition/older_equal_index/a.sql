CREATE TABLE p (a int, b int, UNIQUE (a, b)) PARTITION BY LIST (a);
CREATE TABLE p1 (a int, b int, CONSTRAINT own UNIQUE (a, b));
