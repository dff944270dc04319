-- A new label can't be used in the transaction that added it: default, check, partial index, function, policy.

CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE job (id integer PRIMARY KEY, s state DEFAULT 'new' NOT NULL);
