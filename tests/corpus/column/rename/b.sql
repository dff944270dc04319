CREATE TABLE t (id integer, after text NOT NULL DEFAULT 'a' CHECK (after <> ''));
CREATE INDEX t_i ON t (after);
