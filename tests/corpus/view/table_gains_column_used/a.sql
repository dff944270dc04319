-- View and table change together.

CREATE TABLE t (a integer, old text);
CREATE VIEW v AS SELECT a, old AS x FROM t;
