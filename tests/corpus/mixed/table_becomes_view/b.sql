CREATE TABLE base (id integer, a text);
CREATE VIEW x AS SELECT id, a FROM base;
GRANT SELECT ON x TO corpus_app;
COMMENT ON COLUMN x.a IS 'a';
