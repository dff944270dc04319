-- The sequence of an identity column follows its table, or stays.

CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY);
