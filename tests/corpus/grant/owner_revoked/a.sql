-- The owner has given up privileges of their own.

CREATE TABLE t (id integer);
CREATE TABLE u (id integer);
REVOKE ALL ON u FROM CURRENT_USER;
