CREATE TABLE base (id integer, a text);
CREATE TABLE x (id integer, a text);
CREATE INDEX x_a ON x (a);
GRANT SELECT ON x TO corpus_app;
COMMENT ON COLUMN x.a IS 'a';
