DROP SCHEMA "Select";
CREATE SCHEMA "emoji 🐘";
CREATE SCHEMA "has ""quotes"" & spaces";
CREATE SCHEMA "select";
CREATE TABLE "a.b"."c.d" (
    "e.f" integer
);
CREATE TABLE "emoji 🐘"."🦣" (
    "🍃" text DEFAULT '🍂'::text
);
CREATE TABLE "has ""quotes"" & spaces"."table" (
    """" text
);
