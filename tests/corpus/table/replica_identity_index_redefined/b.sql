-- The index that is the identity must be made anew, and then be the identity again.

CREATE TABLE t (id integer NOT NULL, k integer NOT NULL, other integer NOT NULL);
CREATE UNIQUE INDEX t_ident ON t (id, k);
CREATE UNIQUE INDEX t_other ON t (other) WITH (fillfactor = 50);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_ident;
