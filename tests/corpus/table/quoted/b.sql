CREATE TABLE "Mixed Case" ("Id" bigint PRIMARY KEY, "group" text DEFAULT 'a''b' NOT NULL, "a.b" integer, "say ""x""" boolean DEFAULT false, "🐘" text COLLATE "C");
CREATE TABLE "mixed case" (id integer, "ID" integer, "Id" integer);
CREATE INDEX "Idx.On Group" ON "Mixed Case" ("group", lower("🐘"));
COMMENT ON COLUMN "Mixed Case"."🐘" IS '🐘''s column';
