CREATE TABLE "T t" ("A" integer, CONSTRAINT "c.1" CHECK ("A" > 1), CONSTRAINT "say ""u""" UNIQUE ("A"), CONSTRAINT "self 🐘" FOREIGN KEY ("A") REFERENCES "T t" ("A"));
COMMENT ON CONSTRAINT "c.1" ON "T t" IS 'it''s new';
COMMENT ON CONSTRAINT "self 🐘" ON "T t" IS 'loop';
