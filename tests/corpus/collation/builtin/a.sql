-- requires: pg >= 17
CREATE COLLATION c (LOCALE = 'C');
CREATE TABLE t (a text COLLATE c);
