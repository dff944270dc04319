-- Names that must be quoted, and a name that is a keyword.

CREATE SCHEMA "select";
CREATE SCHEMA "a.b";
CREATE SCHEMA "has ""quotes"" & spaces";
CREATE SCHEMA "emoji 🐘";
CREATE TABLE "a.b"."c.d" ("e.f" integer);
CREATE TABLE "has ""quotes"" & spaces"."table" ("""" text);
CREATE TABLE "emoji 🐘"."🦣" ("🍃" text DEFAULT '🍂');
