-- The key under the replica identity has another name.

CREATE TABLE t (a int not null, constraint k2 primary key (a));
ALTER TABLE t REPLICA IDENTITY USING INDEX k2;
ALTER TABLE t CLUSTER ON k2;
