CREATE TABLE "T ""t""" ("it's" integer);

COMMENT ON TABLE "T ""t""" IS 'x';
