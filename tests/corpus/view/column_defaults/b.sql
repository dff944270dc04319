CREATE TABLE t (a integer, b text, c integer DEFAULT 4);

CREATE VIEW v AS SELECT a, b, c FROM t;
ALTER VIEW v ALTER b SET DEFAULT 'it''s new';
ALTER VIEW v ALTER c SET DEFAULT 1 + 1;
