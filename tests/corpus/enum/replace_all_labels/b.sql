CREATE TYPE k AS ENUM ('c', 'd', 'e');
CREATE TABLE t (x k, y k[]);
