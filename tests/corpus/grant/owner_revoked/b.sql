-- The owner has given up privileges of their own.

CREATE TABLE t (id integer);
REVOKE INSERT, UPDATE ON t FROM CURRENT_USER;
CREATE TABLE u (id integer);
CREATE TABLE w (id integer);
REVOKE ALL ON w FROM CURRENT_USER;
GRANT SELECT ON w TO corpus_app;
