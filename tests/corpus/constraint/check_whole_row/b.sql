-- A check over the whole row.

CREATE TABLE t (a integer, b integer, CONSTRAINT one_is_set CHECK (num_nonnulls(a, b) = 1), CONSTRAINT some_row CHECK (t IS NOT NULL), CONSTRAINT tid CHECK (tableoid > 0));
