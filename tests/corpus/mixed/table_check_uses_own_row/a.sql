-- A function takes the table's row, and the table's generated column and index use the function.

CREATE TABLE t (a integer, b integer);
