-- The sequence of an identity column follows its table, or stays.

CREATE UNLOGGED TABLE t (id integer GENERATED ALWAYS AS IDENTITY);
