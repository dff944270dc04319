CREATE TABLE base (id integer, a text);
CREATE VIEW v AS SELECT id, a FROM base;
CREATE VIEW top AS SELECT id FROM v;
GRANT SELECT ON v TO corpus_app;
