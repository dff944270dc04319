CREATE TYPE k AS ENUM ('a', 'b');
CREATE TABLE t (x k, y k[]);
