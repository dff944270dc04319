CREATE TABLE "T ""t""" ("it's" integer);

COMMENT ON TABLE "T ""t""" IS E'tab\there, \\backslash\\, it''s, "double", %s {x} $1 :name\r\nand 🐘 «ünï»';
COMMENT ON COLUMN "T ""t"""."it's" IS E'\n\nlines\n\n';
