-- Without columns; with one; named like a keyword.

CREATE TABLE nothing (x integer);
