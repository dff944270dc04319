-- requires: icu
CREATE COLLATION de (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
CREATE COLLATION ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
CREATE TABLE t (a text COLLATE ci UNIQUE, b text COLLATE "de-x-icu");
