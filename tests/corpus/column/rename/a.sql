CREATE TABLE t (id integer, before text NOT NULL DEFAULT 'a' CHECK (before <> ''));
CREATE INDEX t_i ON t (before);
