-- requires: icu
CREATE COLLATION c (LOCALE = 'C');
