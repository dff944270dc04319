CREATE SCHEMA "S s";
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer);
CREATE TABLE "S s"."T t" ("Id" integer PRIMARY KEY, a text);
