-- requires: icu
CREATE COLLATION c (PROVIDER = icu, LOCALE = 'en');
