CREATE TABLE "Mixed Case" ("Id" integer PRIMARY KEY, "group" text);
CREATE TABLE "mixed case" (id integer);
