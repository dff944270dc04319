CREATE TABLE "T t" ("A" integer, CONSTRAINT "c.1" CHECK ("A" > 0), CONSTRAINT "say ""u""" UNIQUE ("A"));
COMMENT ON CONSTRAINT "c.1" ON "T t" IS 'old';
