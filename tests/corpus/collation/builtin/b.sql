-- requires: pg >= 17
CREATE COLLATION c (PROVIDER = builtin, LOCALE = 'C');
CREATE COLLATION u (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE TABLE t (a text COLLATE c, b text COLLATE u);
