CREATE TABLE t (a text DEFAULT '', b text DEFAULT 'x');
