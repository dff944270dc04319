-- View and table change together.

CREATE TABLE t (a integer, new text);
CREATE VIEW v AS SELECT a, new AS x FROM t;
