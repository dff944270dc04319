DROP TABLE "a.b"."c.d";
DROP TABLE "emoji 🐘"."🦣";
DROP TABLE "has ""quotes"" & spaces"."table";
DROP SCHEMA "emoji 🐘";
DROP SCHEMA "has ""quotes"" & spaces";
DROP SCHEMA "select";
CREATE SCHEMA "Select";
