-- Without columns; with one; named like a keyword.

CREATE TABLE nothing ();
CREATE TABLE "user" ("order" integer);
