CREATE TABLE a (id integer PRIMARY KEY, x text DEFAULT 'a' NOT NULL, CONSTRAINT ck CHECK (id > 0), CONSTRAINT only_a CHECK (x <> '') NO INHERIT);
CREATE TABLE b (y date, x text);
CREATE TABLE "C c" (own integer) INHERITS (a);
CREATE TABLE d () INHERITS (a, b);
CREATE TABLE e (x text DEFAULT 'e', id integer DEFAULT 7, CONSTRAINT ck CHECK (id > 0)) INHERITS ("C c");
