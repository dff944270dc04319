-- requires: icu
CREATE COLLATION de (PROVIDER = icu, LOCALE = 'de');
CREATE COLLATION ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2');
CREATE TABLE t (a text COLLATE ci);
