-- Names with everything that breaks quoting, templates, comments, psql and Markdown; names of full length.

CREATE SCHEMA "pg-like";
CREATE TABLE "pg-like"." lead and trail " (" " integer, "tab	tab" text, "--x" integer, "/*y*/" integer, ";" integer, "%s %% {0} $1 :v \n" integer, "back\slash" text DEFAULT '\', "'" text DEFAULT '''', "`|*_<b>" integer, "A" integer, "a" integer, "1st" integer, "$" integer);
CREATE TABLE "plain" ("end" integer, "check" integer, "default" integer DEFAULT 1, "user" text, "table" text, "all" text, "current_user" text, "null" integer, "true" boolean DEFAULT true, "primary" integer PRIMARY KEY);
CREATE TABLE abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi (abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi serial UNIQUE, x integer REFERENCES "plain" CHECK (x > 0));
CREATE INDEX ON abcdefghijklmnopqrstuvwxyz_abcdefghijklmnopqrstuvwxyz_abcdefghi (x);
CREATE TABLE "ünï çødé 表 🐘🐘🐘" ("列" integer CHECK ("列" > 0), "é" text, "é" text);
CREATE VIEW "-- v; DROP" AS SELECT "end" AS "?column?", "check" AS "--", 'it''s -- no; $$ comment' AS ";" FROM "plain";
COMMENT ON TABLE "plain" IS $$'); DROP TABLE "plain"; --$$;
