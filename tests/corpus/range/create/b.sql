CREATE TYPE plain AS RANGE (SUBTYPE = integer);
CREATE TYPE full_one AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, SUBTYPE_OPCLASS = float8_ops, MULTIRANGE_TYPE_NAME = "Full ones");
CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
CREATE TYPE "Odd Range" AS RANGE (SUBTYPE = numeric);
CREATE TABLE t (a plain, b "Full ones", c words DEFAULT '[a,b)', d "Odd Range"[]);
CREATE INDEX t_a ON t USING gist (a);
