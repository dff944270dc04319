CREATE TABLE emp (id integer PRIMARY KEY, boss integer, name text, pay numeric, hired date);
