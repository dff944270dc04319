CREATE SCHEMA "S s";
CREATE TABLE t (a integer, b text, c date, "D d" integer);
