CREATE TABLE t (id bigint PRIMARY KEY, other bigint);
