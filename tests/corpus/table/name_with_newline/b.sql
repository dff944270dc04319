CREATE TABLE "two
lines" ("col
umn" integer DEFAULT 3, CONSTRAINT "ck
x" CHECK ("col
umn" > 0));
CREATE INDEX "ix
x" ON "two
lines" ("col
umn");
GRANT SELECT ("col
umn") ON "two
lines" TO corpus_app;
COMMENT ON COLUMN "two
lines"."col
umn" IS 'x';
