-- requires: extension uuid-ossp
CREATE TABLE t (id uuid PRIMARY KEY);
