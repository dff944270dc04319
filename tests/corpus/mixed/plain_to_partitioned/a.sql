CREATE TABLE log (id bigint NOT NULL, at timestamptz NOT NULL, msg text);
CREATE INDEX log_at ON log (at);
GRANT SELECT ON log TO corpus_app;
CREATE VIEW recent AS SELECT id, msg FROM log;
