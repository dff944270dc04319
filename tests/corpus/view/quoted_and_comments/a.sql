CREATE TABLE "T.t" ("A" integer, "select" text);
CREATE VIEW "V v" AS SELECT "A" FROM "T.t";
